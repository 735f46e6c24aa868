import { readdirSync, readFileSync } from "node:fs";

/** The processes whose command line and environment have all of these texts in them, from Linux' own list. */
export function processesWith(...texts: readonly string[]): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const known = read(name, "cmdline") + read(name, "environ");
      return texts.every((text) => known.includes(text));
    })
    .map(Number);
}

function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // it has ended
  }
}
