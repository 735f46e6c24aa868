import * as vscode from "vscode";
import type { App } from "../app";
import { full } from "../identity";
import { ask } from "../server/ask";

const PLACE = full("apiKey");

/**
 * The API key: kept in VS Code's secret storage, and given to the server over its channel whenever one starts. It stands
 * in no setting, environment or log, and is not given out in an untrusted workspace.
 */
export class ApiKey implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[];

  constructor(private readonly app: App) {
    this.disposables = [
      app.session.onDidStart(() => void this.hand()),
      app.context.secrets.onDidChange(({ key }) => {
        if (key === PLACE) {
          void this.hand(); // another window has signed in or out
        }
      }),
    ];
  }

  /** Keeps a key that the platform has taken. Gives the server's sentence. */
  async signIn(key: string): Promise<string> {
    this.app.redaction.add(key);
    const { message } = await ask(this.app.session, "key", { key });
    await this.app.context.secrets.store(PLACE, key);
    this.tell(true);
    return message;
  }

  /** Keeps a key that was made just now: it cannot be had again, so it is stored before anything else. */
  async keep(key: string): Promise<void> {
    this.app.redaction.add(key);
    await this.app.context.secrets.store(PLACE, key);
    await this.hand();
  }

  async signOut(): Promise<void> {
    await this.app.context.secrets.delete(PLACE);
    this.tell(false);
    await ask(this.app.session, "key", { key: null });
  }

  /** Whether there is one. */
  async known(): Promise<boolean> {
    return (await this.app.context.secrets.get(PLACE)) !== undefined;
  }

  dispose(): void {
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  private async hand(): Promise<void> {
    const key = await this.app.context.secrets.get(PLACE);
    this.tell(key !== undefined);
    if (key === undefined || !vscode.workspace.isTrusted) {
      return;
    }
    this.app.redaction.add(key);
    try {
      await ask(this.app.session, "key", { key });
    } catch (error) {
      this.app.output.warn(`The stored key was not taken: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private tell(signedIn: boolean): void {
    void vscode.commands.executeCommand("setContext", full("signedIn"), signedIn);
  }
}
