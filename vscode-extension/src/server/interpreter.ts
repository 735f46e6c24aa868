import { execFile } from "node:child_process";

/** The oldest Python that runs the server. */
export const NEEDED = { major: 3, minor: 11 } as const;

/** A way to call Python, and where it was found. */
export interface Candidate {
  readonly command: string;
  readonly args: readonly string[];
  readonly origin: "setting" | "python extension" | "path";
}

/** A Python that is new enough. */
export interface Interpreter extends Candidate {
  /** The interpreter's own path. */
  readonly executable: string;
  readonly version: string;
}

/** What was tried, and why it does not do. */
export interface Refusal {
  readonly candidate: Candidate;
  readonly reason: string;
}

export interface Search {
  readonly interpreter: Interpreter | undefined;
  readonly refused: readonly Refusal[];
}

export interface Sources {
  /** The setting, "" where it is not set. */
  readonly setting: string;
  /** The path that the Python extension gives, if it is installed and may be asked. */
  readonly fromPythonExtension: string | undefined;
  readonly platform: NodeJS.Platform;
}

/** Asks a Python for its path and version; rejects where it cannot be run. */
export type Probe = (candidate: Candidate) => Promise<{ executable: string; version: string }>;

/** The Pythons to try, in order. A setting is an order, not a wish: nothing else is tried then. */
export function candidates({ setting, fromPythonExtension, platform }: Sources): Candidate[] {
  if (setting) {
    return [{ command: setting, args: [], origin: "setting" }];
  }
  const found: Candidate[] = [];
  if (fromPythonExtension) {
    found.push({ command: fromPythonExtension, args: [], origin: "python extension" });
  }
  const names: [string, ...string[]][] =
    platform === "win32"
      ? [["py", "-3"], ["python"], ["python3"]]
      : [["python3"], ["python"], ["python3.14"], ["python3.13"], ["python3.12"], ["python3.11"]];
  for (const [command, ...args] of names) {
    found.push({ command, args, origin: "path" });
  }
  return found;
}

/** The first candidate that is new enough, and what is wrong with those before it. */
export async function search(sources: Sources, probe: Probe = ask): Promise<Search> {
  const refused: Refusal[] = [];
  for (const candidate of candidates(sources)) {
    try {
      const { executable, version } = await probe(candidate);
      if (isNewEnough(version)) {
        return { interpreter: { ...candidate, executable, version }, refused };
      }
      refused.push({ candidate, reason: `it is Python ${version}` });
    } catch (error) {
      refused.push({ candidate, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { interpreter: undefined, refused };
}

export function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > NEEDED.major || (major === NEEDED.major && minor >= NEEDED.minor);
}

const QUESTION = "import sys; print(sys.executable); print('%d.%d.%d' % sys.version_info[:3])";
const PATIENCE_MS = 15_000;

/** Runs a Python, isolated: nothing of the current folder or the user's is imported. */
export const ask: Probe = ({ command, args }) =>
  new Promise((resolve, reject) => {
    const call = [...args, "-I", "-c", QUESTION];
    execFile(command, call, { timeout: PATIENCE_MS, windowsHide: true }, (error, stdout) => {
      const [executable, version] = stdout.split(/\r?\n/);
      if (error) {
        reject(new Error(reasonOf(error)));
      } else if (!executable || !version) {
        reject(new Error("it did not answer as Python does"));
      } else {
        resolve({ executable, version });
      }
    });
  });

function reasonOf(error: Error & { code?: string | number | null; killed?: boolean }): string {
  if (error.code === "ENOENT") {
    return "it is not there";
  }
  if (error.code === "EACCES") {
    return "it may not be run";
  }
  return error.killed ? "it did not answer" : "it could not be run";
}

/** One sentence for the case that there is none. */
export function complaint(refused: readonly Refusal[]): string {
  const needed = `Python ${NEEDED.major}.${NEEDED.minor} or newer`;
  const [first] = refused;
  if (first?.candidate.origin === "setting") {
    return `Signal DSL needs ${needed}, but the interpreter in the settings does not do: ${first.candidate.command}, ${first.reason}.`;
  }
  const old = refused.filter((one) => one.reason.startsWith("it is Python"));
  const [newest] = old.map((one) => one.reason.replace("it is ", ""));
  return newest
    ? `Signal DSL needs ${needed}, and this machine has ${newest}.`
    : `Signal DSL needs ${needed}, and none was found. No package has to be installed in it.`;
}
