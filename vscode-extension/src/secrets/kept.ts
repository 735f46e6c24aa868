/** A key in the secret storage. */
export interface Kept {
  readonly key: string;
  /** Of the agent, where it was registered from here. */
  readonly name?: string;
}

/** What the secret storage holds: a key for each origin. Whatever else stands there is passed over. */
export function parse(text: string | undefined): Readonly<Record<string, Kept>> {
  let found: unknown;
  try {
    found = JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
  const entries = typeof found === "object" && found !== null ? Object.entries(found) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, Kept] => isKept(entry[1])));
}

function isKept(value: unknown): value is Kept {
  const { key } = (value ?? {}) as Partial<Kept>;
  return typeof key === "string" && key !== "";
}
