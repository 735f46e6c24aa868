import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** The Python whose environment has the sandbox's packages; the Makefile names it. */
export const PYTHON = process.env.SIGNAL_DSL_PYTHON ?? "../.venv/bin/python";

/** A key as the platform makes them, that must stand nowhere but in the secret storage. */
export const KEY = "hey_e2e_0123456789abcdef";

/** The path of a Python on this machine. */
export function realPython(): string {
  return execFileSync(PYTHON, ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
}

/** A server with the platform's API, in place of the platform. */
export class Sandbox {
  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {}

  static async start(key: string): Promise<Sandbox> {
    const child = spawn(PYTHON, ["-m", "signal_dsl", "sandbox", "--key", key, "--no-quota", "--until-eof"], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    for await (const line of createInterface({ input: child.stdout })) {
      const url = /^Sandbox ready: (\S+)/.exec(line)?.[1];
      if (url) {
        return new Sandbox(url, child);
      }
    }
    throw new Error("the sandbox did not start");
  }

  async stop(): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = new Promise((done) => this.child.once("exit", done));
      this.child.kill("SIGTERM");
      await ended;
    }
  }
}
