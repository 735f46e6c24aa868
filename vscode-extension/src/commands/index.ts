import * as vscode from "vscode";
import type { App } from "../app";
import { full } from "../identity";
import { newStrategy } from "./newStrategy";
import { restartServer, showMenu, showOutput } from "./server";

/** A command's work. What it rejects with is told to the user in one sentence. */
export type Command = (app: App, ...args: unknown[]) => unknown;

/** The commands by name, as `package.json` contributes them; a unit test holds the two lists together. */
export const commands: Record<string, Command> = {
  newStrategy,
  restartServer,
  showMenu,
  showOutput,
};

export function registerCommands(app: App): vscode.Disposable[] {
  return Object.entries(commands).map(([name, command]) =>
    vscode.commands.registerCommand(full(name), async (...args: unknown[]) => {
      try {
        return await command(app, ...args);
      } catch (error) {
        const sentence = error instanceof Error ? error.message : String(error);
        app.output.error(`${name}: ${sentence}`);
        void vscode.window.showErrorMessage(app.redaction.apply(sentence));
        return undefined;
      }
    }),
  );
}
