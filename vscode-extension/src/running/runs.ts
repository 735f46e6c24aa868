import * as vscode from "vscode";
import { full } from "../identity";
import type { Step } from "../server/ask";

export interface Run {
  readonly title: string;
  readonly step: Step;
}

/** The work in progress: one run at a time, shown as a notification that can be cancelled. */
export class Runs implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Run | undefined>();
  private cancellation: vscode.CancellationTokenSource | undefined;

  readonly onDidChange = this.changed.event;
  current: Run | undefined;

  /** Does something long. A second one is refused while it runs, for it may cost quota. */
  async during<Value>(
    title: string,
    work: (token: vscode.CancellationToken, onStep: (step: Step) => void) => Promise<Value>,
  ): Promise<Value> {
    if (this.current) {
      throw new Error(`${this.current.title} is still running. Wait for it, or cancel it.`);
    }
    const cancellation = (this.cancellation = new vscode.CancellationTokenSource());
    this.become({ title, step: {} });
    try {
      const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
      return await vscode.window.withProgress(options, (progress, token) => {
        token.onCancellationRequested(() => {
          cancellation.cancel();
        });
        let reached = 0;
        return work(cancellation.token, (step) => {
          const increment = step.percentage === undefined ? undefined : Math.max(0, step.percentage - reached);
          reached = step.percentage ?? reached;
          progress.report({ message: step.message ?? "", ...(increment === undefined ? {} : { increment }) });
          this.become({ title, step });
        });
      });
    } finally {
      this.cancellation = undefined;
      cancellation.dispose();
      this.become(undefined);
    }
  }

  cancel(): void {
    this.cancellation?.cancel();
  }

  dispose(): void {
    this.cancel();
    this.changed.dispose();
  }

  private become(run: Run | undefined): void {
    const began = Boolean(run) !== Boolean(this.current);
    this.current = run;
    if (began) {
      void vscode.commands.executeCommand("setContext", full("running"), run !== undefined);
    }
    this.changed.fire(run);
  }
}
