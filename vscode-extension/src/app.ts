import * as vscode from "vscode";
import { Pages } from "./features/documents";
import { VirtualFolders } from "./features/virtualFolders";
import { full } from "./identity";
import { Output } from "./output";
import { Panels } from "./results/panels";
import { Runs } from "./running/runs";
import { ApiKey } from "./secrets/key";
import { Redaction } from "./secrets/redaction";
import { ask } from "./server/ask";
import { Session } from "./server/session";
import { StatusItem } from "./status/item";

/** What the parts of the extension share. It lives as long as the extension is active. */
export class App implements vscode.Disposable {
  readonly redaction = new Redaction();
  readonly output = new Output(this.redaction);
  readonly session: Session;
  readonly runs = new Runs();
  readonly pages = new Pages(async (code) => (await ask(this.session, "rule", { code })).markdown);
  readonly panels: Panels;
  readonly key: ApiKey;
  private readonly status: StatusItem;
  private readonly disposables: { dispose(): unknown }[] = [];

  constructor(readonly context: vscode.ExtensionContext) {
    this.session = new Session(context.extensionUri, this.output);
    this.status = new StatusItem(this.session, this.runs);
    this.panels = new Panels(this);
    this.key = new ApiKey(this);
    this.disposables.push(
      this.output,
      this.session,
      this.runs,
      this.pages,
      this.status,
      this.panels,
      this.key,
      new VirtualFolders(this.output),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.session.restart()),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(full("interpreter")) || change.affectsConfiguration(full("importStrategy"))) {
          void this.session.restart();
        }
      }),
      this.session.onDidChange((condition) => {
        if (condition === "failed") {
          void this.offerHelp();
        }
      }),
    );
  }

  start(): Promise<void> {
    return this.session.start();
  }

  stop(): Promise<void> {
    return this.session.stop();
  }

  dispose(): void {
    for (const disposable of this.disposables.reverse()) {
      disposable.dispose();
    }
  }

  /** One message with what can be done about it. */
  private async offerHelp(): Promise<void> {
    const choose = "Choose Interpreter …";
    const retry = "Try Again";
    const why = "Show Output";
    const chosen = await vscode.window.showErrorMessage(this.session.problem ?? "", choose, retry, why);
    if (chosen === choose) {
      await vscode.commands.executeCommand(full("chooseInterpreter"));
    } else if (chosen === retry) {
      await this.session.restart();
    } else if (chosen === why) {
      this.output.show();
    }
  }
}
