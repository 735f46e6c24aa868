/** A command that leads on from an error. */
export interface Way {
  readonly title: string;
  readonly command: string;
}

export interface Complaint {
  readonly sentence: string;
  readonly ways: readonly Way[];
}

/** Where the way on is a command of this extension, a button stands in place of the sentence that names it. */
const WAYS: Readonly<Record<string, readonly Way[]>> = {
  apiKey: [
    { title: "Sign In …", command: "signIn" },
    { title: "Register an Agent …", command: "register" },
    { title: "Use Sandbox …", command: "useSandbox" },
  ],
};

/** What a user is told of an error, and what can be done about it. The server says in `data` what kind it is. */
export function complaint(error: unknown): Complaint {
  const { message = String(error), data } = (error ?? {}) as { message?: string; data?: unknown };
  const { kind, message: bare } = (data ?? {}) as { kind?: unknown; message?: unknown };
  const ways = typeof kind === "string" ? (WAYS[kind] ?? []) : [];
  return { sentence: ways.length > 0 && typeof bare === "string" ? bare : message, ways };
}
