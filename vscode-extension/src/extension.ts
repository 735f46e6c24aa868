import * as vscode from "vscode";
import { registerCommands } from "./commands";
import { App } from "./app";

let app: App | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  app = new App(context);
  context.subscriptions.push(app, ...registerCommands(app));
  await app.start();
}

export async function deactivate(): Promise<void> {
  await app?.stop();
}
