import * as vscode from "vscode";
import type { App } from "../app";
import { full } from "../identity";
import { Cancelled } from "../server/ask";
import { claim, register, signIn, signOut, syncIndicators, useSandbox } from "./account";
import { evaluateSelection, rankSelection, scanSelection } from "./expressions";
import { chooseInterpreter } from "./interpreter";
import { newStrategy } from "./newStrategy";
import { complaint } from "./complaint";
import { compareResults, openDashboard, saveReport, showLastResult } from "./results";
import { explainRule } from "./rules";
import { backtest, cancel, validate } from "./runs";
import { restartServer, showMenu, showOutput } from "./server";

/** A command's work. What it rejects with is told to the user in one sentence. */
type Command = (app: App, ...args: unknown[]) => unknown;

/** The commands by name, as `package.json` contributes them. */
const commands: Readonly<Record<string, Command>> = {
  backtest,
  cancel,
  chooseInterpreter,
  claim,
  compareResults,
  evaluateSelection,
  explainRule,
  newStrategy,
  openDashboard,
  rankSelection,
  register,
  restartServer,
  saveReport,
  scanSelection,
  showLastResult,
  showMenu,
  showOutput,
  signIn,
  signOut,
  sync: syncIndicators, // the name that the server's quick fix has for it
  syncIndicators,
  useSandbox,
  validate,
};

export function registerCommands(app: App): vscode.Disposable[] {
  return Object.entries(commands).map(([name, command]) =>
    vscode.commands.registerCommand(full(name), async (...args: unknown[]) => {
      try {
        return await command(app, ...args);
      } catch (error) {
        if (!(error instanceof Cancelled)) {
          tell(app, name, error);
        }
        return undefined;
      }
    }),
  );
}

function tell(app: App, name: string, error: unknown): void {
  const { sentence, ways } = complaint(error);
  app.output.error(`${name}: ${sentence}`);
  const titles = ways.map(({ title }) => title);
  void vscode.window.showErrorMessage(app.redaction.apply(sentence), ...titles).then((chosen) => {
    const way = ways.find(({ title }) => title === chosen);
    if (way) {
      void vscode.commands.executeCommand(full(way.command));
    }
  });
}
