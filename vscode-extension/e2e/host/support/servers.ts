import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { processesWith } from "../../support/processes";
import { until } from "./waiting";

/** A language server that this extension host has started. */
export interface RunningServer {
  readonly pid: number;
  /** The Python that runs it. */
  readonly interpreter: string;
}

export function servers(): RunningServer[] {
  return processesWith("serve.py")
    .map((pid) => ({ pid, interpreter: read(pid, "cmdline").split("\0")[0] ?? "" }))
    .filter(({ pid }) => read(pid, "status").includes(`\nPPid:\t${process.pid}\n`));
}

/** The one server, as soon as it is one that holds. */
export async function server(holds: (server: RunningServer) => boolean = () => true): Promise<RunningServer> {
  const [found] = await until(servers, (now) => now.length === 1 && now.every(holds));
  assert.ok(found);
  return found;
}

function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return ""; // it has ended
  }
}
