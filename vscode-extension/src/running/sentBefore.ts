/** Why the server does not run a script: the same run was sent before, and nobody knows what became of it. */
export interface SentBefore {
  /** ISO 8601. */
  readonly since: string;
  /** Where a person can look. */
  readonly dashboard: string | undefined;
}

/** What the server answered, where it is this (docs/server-commands.md); undefined for every other error. */
export function sentBefore(error: unknown): SentBefore | undefined {
  const { data } = (error ?? {}) as { data?: unknown };
  const { kind, since, dashboard_url: dashboard } = (data ?? {}) as Readonly<Record<string, unknown>>;
  if (kind !== "sentBefore" || typeof since !== "string") {
    return undefined;
  }
  return { since, dashboard: typeof dashboard === "string" ? dashboard : undefined };
}

/** The question that a person decides, and what there is to know for it. */
export function question({ since }: SentBefore): { message: string; detail: string } {
  const at = new Date(since);
  const when = Number.isNaN(at.getTime()) ? since : at.toLocaleString();
  return {
    message: "This backtest may be running already. Run it again?",
    detail:
      `The same was sent on ${when}, and the answer was lost: nobody knows whether it was started. ` +
      "Look at the dashboard first. Running it again may count twice against your quota.",
  };
}
