import { randomBytes } from "node:crypto";
import * as path from "node:path";
import * as vscode from "vscode";
import { full } from "../identity";
import type { ResultDocument } from "../result/document";
import { html } from "./html";
import { isFromPanel, type PanelState, type Show } from "./messages";

export const VIEW_TYPE = full("result");

export interface Shown {
  readonly document: ResultDocument;
  readonly against: ResultDocument | null;
  readonly script: vscode.Uri | undefined;
}

/** One result on show. */
export class ResultPanel implements vscode.Disposable {
  private readonly focused = new vscode.EventEmitter<void>();
  readonly onDidFocus = this.focused.event;
  readonly onDidDispose: vscode.Event<void>;
  private ready = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly extension: vscode.Uri,
    private readonly openLine: (shown: Shown, line: number) => void,
    public shown: Shown,
  ) {
    this.onDidDispose = panel.onDidDispose;
    panel.iconPath = {
      light: vscode.Uri.joinPath(extension, "media", "file-light.svg"),
      dark: vscode.Uri.joinPath(extension, "media", "file-dark.svg"),
    };
    panel.webview.options = { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extension, "dist")] };
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (!isFromPanel(message)) {
        return;
      }
      if (message.type === "ready") {
        this.ready = true;
        this.send();
      } else {
        this.openLine(this.shown, message.line);
      }
    });
    panel.onDidChangeViewState(() => {
      if (panel.active) {
        this.focused.fire();
      }
    });
    panel.webview.html = this.page();
    this.name();
  }

  static create(extension: vscode.Uri, shown: Shown, openLine: (shown: Shown, line: number) => void): ResultPanel {
    const panel = vscode.window.createWebviewPanel(
      VIEW_TYPE,
      "Result",
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { retainContextWhenHidden: true, enableFindWidget: true },
    );
    return new ResultPanel(panel, extension, openLine, shown);
  }

  get active(): boolean {
    return this.panel.active;
  }

  show(shown: Shown): void {
    this.shown = shown;
    this.name();
    if (this.ready) {
      this.send();
    }
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  dispose(): void {
    this.panel.dispose();
    this.focused.dispose();
  }

  private name(): void {
    const { script, document } = this.shown;
    const name = script ? path.posix.basename(script.path, ".signal") : document.result_id;
    this.panel.title = `${name} · result`;
  }

  private send(): void {
    const { document, against, script } = this.shown;
    const state: PanelState = {
      resultId: document.result_id,
      against: against?.result_id ?? null,
      script: script?.toString() ?? null,
    };
    const message: Show = { type: "show", document, against, state };
    void this.panel.webview.postMessage(message);
  }

  private page(): string {
    const { webview } = this.panel;
    const file = (name: string): string =>
      webview.asWebviewUri(vscode.Uri.joinPath(this.extension, "dist", name)).toString();
    return html({
      source: webview.cspSource,
      script: file("result.js"),
      style: file("result.css"),
      nonce: randomBytes(16).toString("base64"),
      title: "Result",
    });
  }
}
