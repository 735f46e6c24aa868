import * as vscode from "vscode";
import { full, LANGUAGE, TITLE, VERSION } from "../identity";
import type { Session } from "../server/session";

/** The status item of `.signal` files: what the server does, and a menu. */
export class StatusItem implements vscode.Disposable {
  private readonly item = vscode.languages.createLanguageStatusItem(full("status"), { language: LANGUAGE });
  private readonly listening: vscode.Disposable;

  constructor(private readonly session: Session) {
    this.item.name = TITLE;
    this.item.command = { command: full("showMenu"), title: "Menu" };
    this.listening = session.onDidChange(() => {
      this.update();
    });
    this.update();
  }

  dispose(): void {
    this.listening.dispose();
    this.item.dispose();
  }

  private update(): void {
    const { condition, interpreter, problem } = this.session;
    this.item.busy = condition === "starting";
    this.item.severity =
      condition === "failed" ? vscode.LanguageStatusSeverity.Error : vscode.LanguageStatusSeverity.Information;
    this.item.text = condition === "failed" ? `${TITLE}: no server` : `${TITLE} ${VERSION}`;
    this.item.detail = problem ?? (interpreter ? `Python ${interpreter.version}` : condition);
  }
}
