import * as vscode from "vscode";
import type { App } from "../app";
import { full } from "../identity";
import { ask } from "../server/ask";
import { type Kept, parse } from "./kept";

const PLACE = full("apiKeys");

/**
 * The API keys, each bound to the origin that it was given for: kept in VS Code's secret storage, and handed to the
 * server over its channel whenever one starts. They stand in no setting, environment or log, go to no other origin, and
 * are not given out in an untrusted workspace.
 */
export class ApiKey implements vscode.Disposable {
  private readonly disposables: vscode.Disposable[];
  /** What the secret storage held when the server was given it. */
  private handed: string | undefined;

  constructor(private readonly app: Pick<App, "context" | "output" | "redaction" | "session">) {
    this.disposables = [
      app.session.onDidStart(() => void this.hand()),
      app.context.secrets.onDidChange(({ key }) => {
        if (key === PLACE) {
          void this.renew(); // another window has signed in or out
        }
      }),
    ];
  }

  /** Has the platform try a key, and keeps it for that platform. Gives the server's sentence. */
  async signIn(key: string): Promise<string> {
    this.app.redaction.add(key);
    const { message, origin } = await ask(this.app.session, "key", { key });
    if (origin) {
      await this.store(origin, { key });
    }
    return message;
  }

  /** Keeps a key that was made just now: it cannot be had again, so it is stored before anything else. */
  async keep(origin: string, kept: Kept): Promise<void> {
    this.app.redaction.add(kept.key);
    await this.store(origin, kept);
    await this.hand();
  }

  async signOut(): Promise<void> {
    await this.app.context.secrets.delete(PLACE);
    await this.renew();
  }

  /** Whether there is one. */
  async known(): Promise<boolean> {
    return Object.keys(await this.kept()).length > 0;
  }

  /** The name of the agent that was registered at an origin, where it was from here. */
  async nameAt(origin: string | null): Promise<string | undefined> {
    return origin === null ? undefined : (await this.kept())[origin]?.name;
  }

  dispose(): void {
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  private async kept(): Promise<Readonly<Record<string, Kept>>> {
    return parse(await this.app.context.secrets.get(PLACE));
  }

  private async store(origin: string, kept: Kept): Promise<void> {
    this.handed = JSON.stringify({ ...(await this.kept()), [origin]: kept });
    await this.app.context.secrets.store(PLACE, this.handed);
    this.tell(true);
  }

  /** Has the server forget what it was given, and gives it what there is now; nothing where that is the same. */
  private async renew(): Promise<void> {
    if ((await this.app.context.secrets.get(PLACE)) === this.handed) {
      return;
    }
    if (this.app.session.client?.isRunning()) {
      await ask(this.app.session, "key", { key: null });
    }
    await this.hand();
  }

  /** Gives the server what there is. */
  private async hand(): Promise<void> {
    this.handed = await this.app.context.secrets.get(PLACE);
    const all = Object.entries(parse(this.handed));
    this.tell(all.length > 0);
    if (!vscode.workspace.isTrusted) {
      return;
    }
    for (const [origin, { key }] of all) {
      this.app.redaction.add(key);
      try {
        await ask(this.app.session, "key", { key, origin });
      } catch (error) {
        this.app.output.warn(`The stored key was not taken: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  private tell(signedIn: boolean): void {
    void vscode.commands.executeCommand("setContext", full("signedIn"), signedIn);
  }
}
