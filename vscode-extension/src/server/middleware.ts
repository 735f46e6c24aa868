import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { SECTION } from "../identity";

function setting(name: string): boolean {
  return vscode.workspace.getConfiguration(SECTION).get(name, true);
}

/** What stands between VS Code and the server. */
export const middleware: Middleware = {
  provideCodeLenses: (document, token, next) => (setting("codeLens.enabled") ? next(document, token) : []),
};
