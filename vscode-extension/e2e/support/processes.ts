import { readdirSync, readFileSync } from "node:fs";

/** The processes whose command line has all of these texts in it, from Linux' own list. */
export function processesWith(...texts: readonly string[]): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const line = commandLine(name);
      return texts.every((text) => line.includes(text));
    })
    .map(Number);
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
  } catch {
    return ""; // it has ended
  }
}
