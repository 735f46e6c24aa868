import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PYTHON } from "./sandbox";

/** A Python environment with nothing installed in it. */
export function bareEnvironment(): { readonly python: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "signal-dsl-environment-"));
  execFileSync(PYTHON, ["-m", "venv", "--without-pip", folder]);
  return {
    python: join(folder, "bin", "python"),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
