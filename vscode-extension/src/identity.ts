import manifest from "../package.json";

/** The language's id, as `package.json` contributes it. */
export const LANGUAGE = manifest.contributes.languages[0]?.id ?? manifest.name;

/** The first part of every command, setting, context key and view type. */
export const SECTION = manifest.name;

/** What people read. */
export const TITLE = manifest.displayName;

export const VERSION = manifest.version;

type Contributed = (typeof manifest.contributes.commands)[number]["command"];

/** The name of a command without the section in front. */
export type CommandName = Contributed extends `signal-dsl.${infer Name}` ? Name : string;

export const COMMANDS: readonly string[] = manifest.contributes.commands.map((one) => one.command);

/** `validate` → `signal-dsl.validate`. */
export function full(name: string): string {
  return `${SECTION}.${name}`;
}
