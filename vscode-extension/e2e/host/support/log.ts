import { readdirSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { TITLE } from "../../../src/identity";
import { extension } from "./extension";

/** What code-server writes, below the home that the outer test gives it. */
const LOGS = join(homedir(), "data", "logs");

/** What the packed extension has written to its output channel in this window, the last that was opened. */
export function output(): string {
  const [latest] = readdirSync(LOGS, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(join(extension().id, `${TITLE}.log`)))
    .map((path) => join(LOGS, path))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  return latest ? readFileSync(latest, "utf8") : "";
}
