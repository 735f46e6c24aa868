import * as vscode from "vscode";
import type { App } from "../app";
import { full, TITLE } from "../identity";

export async function restartServer(app: App): Promise<void> {
  await app.session.restart();
}

export function showOutput(app: App): void {
  app.output.show();
}

interface Entry extends vscode.QuickPickItem {
  readonly command?: string;
}

/** The menu of the status item. */
export async function showMenu(): Promise<void> {
  const entries: Entry[] = [
    { label: "$(new-file) New Strategy …", command: full("newStrategy") },
    { label: "$(debug-restart) Restart Server", command: full("restartServer") },
    { label: "$(output) Show Output", command: full("showOutput") },
  ];
  const chosen = await vscode.window.showQuickPick(entries, { title: TITLE });
  if (chosen?.command) {
    await vscode.commands.executeCommand(chosen.command);
  }
}
