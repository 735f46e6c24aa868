import * as vscode from "vscode";
import { full, LANGUAGE, SECTION, TITLE } from "../identity";
import type { Runs } from "../running/runs";
import { ask } from "../server/ask";
import type { Status } from "../server/protocol";
import type { Session } from "../server/session";
import { details, shortly, type Situation } from "./words";

/** Typing does not ask for the status at every key. */
const CALM_MS = 400;

/** The item in the status bar while a script is in the editor: bars needed, run in progress, what is wrong; and a menu. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem(full("status"), vscode.StatusBarAlignment.Right, 90);
  private readonly disposables: { dispose(): unknown }[];
  private status: Status | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly session: Session,
    private readonly runs: Runs,
  ) {
    this.item.name = TITLE;
    this.item.command = full("showMenu");
    this.disposables = [
      this.item,
      session.onDidChange(() => {
        this.ask();
      }),
      runs.onDidChange(() => {
        this.draw();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => {
        this.status = undefined;
        this.ask();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document === script()) {
          this.ask(CALM_MS);
        }
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration(SECTION)) {
          this.ask(CALM_MS);
        }
      }),
    ];
    this.draw();
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) {
      disposable.dispose();
    }
  }

  private ask(after = 0): void {
    this.draw();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.update(), after);
  }

  private async update(): Promise<void> {
    const document = script();
    if (!document || this.session.condition !== "running") {
      return;
    }
    try {
      const status = await ask(this.session, "status", { uri: document.uri.toString() });
      if (document === script()) {
        this.status = status;
        this.draw();
      }
    } catch {
      this.status = undefined; // the server is on its way out; its state says so
      this.draw();
    }
  }

  private draw(): void {
    if (!script()) {
      this.item.hide();
      return;
    }
    const situation: Situation = {
      condition: this.session.condition,
      problem: this.session.problem,
      run: this.runs.current,
      status: this.status,
    };
    this.item.text = shortly(situation);
    const rows = details(situation, new Date()).map(([what, value]) => `| ${what} | ${escaped(value)} |`);
    this.item.tooltip = new vscode.MarkdownString(["| | |", "|---|---|", ...rows].join("\n"));
    this.item.backgroundColor =
      situation.condition === "failed" ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
    this.item.show();
  }
}

function script(): vscode.TextDocument | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document?.languageId === LANGUAGE ? document : undefined;
}

function escaped(text: string): string {
  return text.replace(/[|\\`*_<>[\]]/g, "\\$&");
}
