import type { PythonExtension } from "@vscode/python-extension";
import * as vscode from "vscode";

type Environments = PythonExtension["environments"];

const ID = "ms-python.python";
/** Another extension's sloth must not keep the server from starting. What comes later is taken up then. */
const PATIENCE_MS = 5_000;

/** The interpreter that the Python extension has chosen for the workspace, where that extension is installed. */
export class PythonEnvironments implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly disposables: { dispose(): unknown }[] = [this.changed];
  private environments: Environments | undefined;
  /** What was asked about last, and the interpreter that came of it. */
  private asked: string | undefined;
  private told: string | undefined;
  /** The question in progress: what changes meanwhile is held against its answer. */
  private asking: Promise<unknown> = Promise.resolve();

  /** Another interpreter than {@link chosen} has told would be told now. */
  readonly onDidChange = this.changed.event;

  /** `complain` is called with a sentence about what the Python extension fails in. */
  constructor(private readonly complain: (sentence: string) => void) {}

  /** The interpreter's path; undefined where there is none, or it is not to be had in time. */
  chosen(): Promise<string | undefined> {
    const answer = this.answer();
    this.asking = answer;
    return answer;
  }

  private async answer(): Promise<string | undefined> {
    const asked = this.ask().catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      this.complain(`The Python extension names no interpreter: ${why}`);
      return undefined;
    });
    const late = Symbol();
    const answer = await Promise.race([asked, after(PATIENCE_MS, late)]);
    if (answer !== late) {
      this.told = answer;
      return answer;
    }
    this.complain("The Python extension does not answer; its environment is used when it does.");
    this.told = undefined;
    void asked.then((path) => {
      this.compare(path);
    });
    return undefined;
  }

  dispose(): void {
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  private async ask(): Promise<string | undefined> {
    // An environment may lie in the workspace, so it is run only where the workspace is trusted.
    const extension = vscode.extensions.getExtension<Partial<PythonExtension> | undefined>(ID);
    if (!extension || !vscode.workspace.isTrusted) {
      return undefined;
    }
    const api = extension.isActive ? extension.exports : await extension.activate();
    const environments = api?.environments; // none where it has failed to start
    if (environments && !this.environments) {
      this.environments = environments;
      this.disposables.push(environments.onDidChangeActiveEnvironmentPath(() => void this.look()));
    }
    this.asked = this.active();
    const resolved = this.asked ? await environments?.resolveEnvironment(this.asked) : undefined;
    return resolved?.executable.uri?.fsPath;
  }

  /** What the Python extension calls the environment of this workspace. */
  private active(): string | undefined {
    return this.environments?.getActiveEnvironmentPath(vscode.workspace.workspaceFolders?.[0]?.uri).path;
  }

  /** The active environment has changed; that of this workspace may not have. */
  private async look(): Promise<void> {
    await this.asking;
    if (this.active() !== this.asked) {
      this.compare(await this.ask().catch(() => undefined));
    }
  }

  private compare(path: string | undefined): void {
    if (path !== this.told) {
      this.told = path;
      this.changed.fire();
    }
  }
}

function after<Value>(milliseconds: number, value: Value): Promise<Value> {
  return new Promise((done) => {
    setTimeout(done, milliseconds, value);
  });
}
