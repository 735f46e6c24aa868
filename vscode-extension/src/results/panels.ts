import * as vscode from "vscode";
import type { App } from "../app";
import { full } from "../identity";
import type { ResultDocument } from "../result/document";
import { ask } from "../server/ask";
import { openLine } from "./jump";
import type { PanelState } from "./messages";
import { ResultPanel, type Shown, VIEW_TYPE } from "./panel";

/** The results on show: one panel a script. */
export class Panels implements vscode.Disposable, vscode.WebviewPanelSerializer<PanelState | undefined> {
  private readonly open = new Map<string, ResultPanel>();
  private readonly serializer: vscode.Disposable;
  private last: ResultPanel | undefined;

  constructor(private readonly app: App) {
    this.serializer = vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, this);
  }

  /** The panel that commands mean: the active one, else the one that was looked at last. */
  get current(): ResultPanel | undefined {
    return [...this.open.values()].find((panel) => panel.active) ?? this.last;
  }

  show(document: ResultDocument, against: ResultDocument | null, script: vscode.Uri | undefined): void {
    const shown: Shown = { document, against, script };
    const known = this.open.get(keyOf(shown));
    if (known) {
      known.show(shown);
      known.reveal();
    } else {
      this.take(ResultPanel.create(this.app.context.extensionUri, shown, (what, line) => void openLine(what, line)));
    }
    void vscode.commands.executeCommand("setContext", full("hasResult"), true);
  }

  /** After a reload of the window: the panel is there, its result is read again. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: PanelState | undefined): Promise<void> {
    if (!state?.resultId) {
      panel.dispose();
      return;
    }
    try {
      await this.app.session.ready();
      const { document } = await ask(this.app.session, "result", { result_id: state.resultId });
      const other = state.against ? await ask(this.app.session, "result", { result_id: state.against }) : undefined;
      const shown: Shown = {
        document,
        against: other?.document ?? null,
        script: state.script ? vscode.Uri.parse(state.script) : undefined,
      };
      const { extensionUri } = this.app.context;
      this.take(new ResultPanel(panel, extensionUri, (what, line) => void openLine(what, line), shown));
      void vscode.commands.executeCommand("setContext", full("hasResult"), true);
    } catch (error) {
      this.app.output.warn(`The result ${state.resultId} cannot be shown again: ${String(error)}`);
      panel.dispose();
    }
  }

  dispose(): void {
    this.serializer.dispose();
    for (const panel of this.open.values()) {
      panel.dispose();
    }
  }

  private take(panel: ResultPanel): void {
    const key = keyOf(panel.shown);
    this.open.set(key, panel);
    this.last = panel;
    panel.onDidFocus(() => {
      this.last = panel;
    });
    panel.onDidDispose(() => {
      this.open.delete(key);
      this.last = this.last === panel ? [...this.open.values()].at(-1) : this.last;
    });
  }
}

function keyOf({ script, document }: Shown): string {
  return script?.toString() ?? document.result_id;
}
