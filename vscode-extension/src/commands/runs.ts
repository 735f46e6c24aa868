import * as vscode from "vscode";
import type { App } from "../app";
import { full, LANGUAGE, SECTION } from "../identity";
import type { ResultDocument } from "../result/document";
import { nameOf } from "../results/name";
import { summary } from "../results/summary";
import { question, type SentBefore, sentBefore } from "../running/sentBefore";
import { ask, Cancelled } from "../server/ask";
import type { Requests } from "../server/protocol";

const SHOW = "Show Result";
const REPORT = "Save Report …";
const DASHBOARD = "Open Dashboard";
const AGAIN = "Run Again";

/** Local findings first, then the platform's verdict (or the sandbox's). */
export async function validate(app: App, resource?: unknown): Promise<void> {
  const uri = await scriptOf(resource);
  const answer = await app.runs.during("Validating", (token, onStep) =>
    ask(app.session, "validate", { uri: uri.toString() }, { token, onStep }),
  );
  const tell = answer.valid ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const problems = "Show Problems";
  void tell(answer.message, ...(answer.valid ? [] : [problems])).then((chosen) => {
    if (chosen === problems) {
      void vscode.commands.executeCommand("workbench.actions.view.problems");
    }
  });
}

export async function backtest(app: App, resource?: unknown): Promise<void> {
  const uri = await scriptOf(resource);
  const before = await newest(app, uri);
  const { document } = await run(app, uri);
  if (!document) {
    return;
  }
  const show = (): void => {
    app.panels.show(document, before, uri);
  };
  const opens = vscode.workspace.getConfiguration(SECTION).get("result.open") === "always";
  if (opens) {
    show();
  }
  offer(document, opens ? undefined : show);
}

/** Runs a script. What may be running already is run again where that is decided, and else given up. */
async function run(app: App, uri: vscode.Uri, force = false): Promise<Requests["backtest"][1]> {
  try {
    return await app.runs.during("Backtest", (token, onStep) =>
      ask(app.session, "backtest", { uri: uri.toString(), force }, { token, onStep }),
    );
  } catch (error) {
    const before = sentBefore(error);
    if (!before) {
      throw error;
    }
    if (!(await isMeant(before))) {
      throw new Cancelled();
    }
    return run(app, uri, true);
  }
}

/** Whether a run is to be sent that may be running already. */
async function isMeant(before: SentBefore): Promise<boolean> {
  const { message, detail } = question(before);
  const { dashboard } = before;
  const buttons = [...(dashboard ? [DASHBOARD] : []), AGAIN];
  const chosen = await vscode.window.showWarningMessage(message, { modal: true, detail }, ...buttons);
  if (chosen === DASHBOARD && dashboard) {
    await vscode.env.openExternal(vscode.Uri.parse(dashboard));
  }
  return chosen === AGAIN;
}

/** The run that is in progress, in this window or on the platform. */
export function cancel(app: App): void {
  app.runs.cancel();
}

/** Tells a result in a sentence, with the ways to it, to its report and to the dashboard. */
function offer(document: ResultDocument, show: (() => void) | undefined): void {
  const dashboard = document.dashboard_url;
  const buttons = [...(show ? [SHOW] : []), REPORT, ...(dashboard ? [DASHBOARD] : [])];
  void vscode.window.showInformationMessage(summary(document), ...buttons).then((chosen) => {
    if (chosen === SHOW) {
      show?.();
    } else if (chosen === REPORT) {
      show?.();
      void vscode.commands.executeCommand(full("saveReport"));
    } else if (chosen === DASHBOARD && dashboard) {
      void vscode.env.openExternal(vscode.Uri.parse(dashboard));
    }
  });
}

/** The script's last result so far, to hold the new one against. Undefined where there is none: that is no reason to fail. */
async function newest(app: App, uri: vscode.Uri): Promise<ResultDocument | null> {
  const path = nameOf(uri);
  if (path === undefined) {
    return null;
  }
  try {
    const { results } = await ask(app.session, "results", { path });
    const [last] = results;
    return last ? (await ask(app.session, "result", { result_id: last.result_id })).document : null;
  } catch (error) {
    app.output.warn(`There is no result to compare with: ${String(error)}`);
    return null;
  }
}

/** The script that a command is for: the one it was called on, else the one in the editor. */
export async function scriptOf(resource?: unknown): Promise<vscode.Uri> {
  const named = resourceOf(resource) ?? vscode.window.activeTextEditor?.document.uri;
  const document = named && (await vscode.workspace.openTextDocument(named));
  if (document?.languageId !== LANGUAGE) {
    throw new Error("Open the script first: a file that ends in .signal.");
  }
  return document.uri;
}

/** Menus give a Uri, code lenses an object with the document's URI. */
function resourceOf(resource: unknown): vscode.Uri | undefined {
  if (resource instanceof vscode.Uri) {
    return resource;
  }
  const { uri } = (resource ?? {}) as { uri?: unknown };
  return typeof uri === "string" ? vscode.Uri.parse(uri) : undefined;
}
