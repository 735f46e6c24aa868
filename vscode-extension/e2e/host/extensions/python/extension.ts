import type { ActiveEnvironmentPathChangeEvent, PythonExtension, ResolvedEnvironment } from "@vscode/python-extension";
import * as vscode from "vscode";

/** What the extension under test may use of the Python extension, in the types that its authors publish. */
export interface Api {
  readonly environments: Pick<
    PythonExtension["environments"],
    "getActiveEnvironmentPath" | "resolveEnvironment" | "onDidChangeActiveEnvironmentPath"
  >;
}

/** And what a test does with it. */
export interface StandIn extends Api {
  /** Chooses another environment, as a person does in the status bar. */
  choose(path: string): void;
  /** What becomes of the next questions for an environment. */
  behave(how: Behaviour): void;
  /** Answers questions that were left open. */
  answer(): void;
}

export type Behaviour = "answers" | "rejects" | "leaves open" | "announces";

export function activate(): StandIn {
  const settings = vscode.workspace.getConfiguration("stand-in");
  if (settings.get("fails")) {
    throw new Error("The stand-in was told to fail.");
  }
  const changed = new vscode.EventEmitter<ActiveEnvironmentPathChangeEvent>();
  let active = settings.get("interpreter", "");
  let behaviour: Behaviour = "answers";
  let answer: () => void = () => undefined;
  const announce = (): void => {
    changed.fire({ id: active, path: active, resource: vscode.workspace.workspaceFolders?.[0] });
  };
  return {
    environments: {
      getActiveEnvironmentPath: () => ({ id: active, path: active }),
      resolveEnvironment: async (environment) => {
        if (behaviour === "rejects") {
          throw new Error("no environment can be resolved");
        }
        if (behaviour === "leaves open") {
          await new Promise<void>((done) => (answer = done));
        }
        if (behaviour === "announces") {
          announce(); // the real one does so while it finds out what there is
        }
        const path = typeof environment === "string" ? environment : environment.path;
        return resolved(path);
      },
      onDidChangeActiveEnvironmentPath: changed.event,
    },
    choose: (path) => {
      active = path;
      announce();
    },
    behave: (how) => {
      behaviour = how;
    },
    answer: () => {
      answer();
    },
  };
}

function resolved(path: string): ResolvedEnvironment {
  return {
    id: path,
    path,
    executable: { uri: vscode.Uri.file(path), bitness: "64-bit", sysPrefix: "/usr" },
    environment: undefined,
    version: undefined,
    tools: [],
  };
}
