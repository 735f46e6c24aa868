import * as vscode from "vscode";
import type { App } from "../app";
import { full, LANGUAGE, SECTION, TITLE } from "../identity";

export async function restartServer(app: App): Promise<void> {
  await app.session.restart();
}

export function showOutput(app: App): void {
  app.output.show();
}

interface Entry extends vscode.QuickPickItem {
  readonly command?: string;
}

/** The menu of the status item: what makes sense now. */
export async function showMenu(app: App): Promise<void> {
  const chosen = await vscode.window.showQuickPick(await entries(app), { title: TITLE, placeHolder: "What next?" });
  if (chosen?.command) {
    await vscode.commands.executeCommand(chosen.command);
  }
}

async function entries(app: App): Promise<Entry[]> {
  const { isTrusted } = vscode.workspace;
  const platform = isTrusted && !vscode.workspace.getConfiguration(SECTION).get("sandbox", false);
  const script = vscode.window.activeTextEditor?.document.languageId === LANGUAGE;
  const signedIn = await app.key.known();
  const running = app.runs.current;
  const entry = (label: string, name: string, when = true): Entry[] => (when ? [{ label, command: full(name) }] : []);
  const group = (label: string): Entry => ({ label, kind: vscode.QuickPickItemKind.Separator });
  return [
    ...entry(`$(debug-stop) Cancel: ${running?.title ?? ""}`, "cancel", running !== undefined),
    ...entry("$(check-all) Validate", "validate", isTrusted && script && !running),
    ...entry("$(play) Backtest", "backtest", isTrusted && script && !running),
    ...entry("$(graph-line) Show Last Result", "showLastResult"),
    ...entry("$(diff) Compare Results …", "compareResults"),
    group("account"),
    ...(isTrusted ? [] : [{ label: "$(shield) Trust This Workspace …", command: "workbench.trust.manage" }]),
    ...entry("$(sign-in) Sign In …", "signIn", platform),
    ...entry("$(account) Register an Agent …", "register", platform && !signedIn),
    ...entry("$(verified) Claim Agent …", "claim", platform && signedIn),
    ...entry("$(sign-out) Sign Out", "signOut", signedIn),
    ...entry("$(beaker) Use Sandbox or Platform …", "useSandbox", isTrusted),
    ...entry("$(cloud-download) Sync Indicators", "syncIndicators", isTrusted && !running),
    group("help"),
    ...entry("$(new-file) New Strategy …", "newStrategy"),
    ...entry("$(book) Explain Rule …", "explainRule"),
    ...entry("$(output) Show Output", "showOutput"),
    ...entry("$(symbol-misc) Choose Interpreter …", "chooseInterpreter", isTrusted),
    ...entry("$(debug-restart) Restart Server", "restartServer"),
  ];
}
