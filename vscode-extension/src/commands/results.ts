import * as path from "node:path";
import * as vscode from "vscode";
import type { App } from "../app";
import { label } from "../results/summary";
import { nameOf } from "../results/name";
import { ask } from "../server/ask";
import type { Kept } from "../server/protocol";

interface Choice extends vscode.QuickPickItem {
  readonly kept: Kept | undefined;
}

/** Shows the last result of the script in the editor; of all, where no script is open. */
export async function showLastResult(app: App): Promise<void> {
  const script = vscode.window.activeTextEditor?.document.uri;
  const results = await kept(app, script);
  const [last, before] = results.length || !script ? results : await kept(app, undefined);
  if (!last) {
    throw new Error("There is no result yet. Run a backtest first.");
  }
  await show(app, last, before);
}

/** Asks for two results and holds them against each other. */
export async function compareResults(app: App): Promise<void> {
  const shown = app.panels.current?.shown;
  const script = shown?.script ?? vscode.window.activeTextEditor?.document.uri;
  const own = await kept(app, script);
  const results = own.length > 1 ? own : await kept(app, undefined);
  const first =
    results.find((one) => one.result_id === shown?.document.result_id) ?? (await choose(results, "Which result?"));
  const others = results.filter((one) => one.result_id !== first?.result_id);
  if (first && others.length === 0) {
    throw new Error("There is only one result so far. Run another backtest to compare it with.");
  }
  const second = first && (await choose(others, `Compare ${first.result_id} with …`));
  if (second) {
    await show(app, first, second);
  }
}

/** Writes the result on show as one HTML file that needs no network: to a place that is named, or asked for. */
export async function saveReport(app: App, named?: unknown): Promise<void> {
  const shown = app.panels.current?.shown;
  if (!shown) {
    throw new Error("Show a result first.");
  }
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${shown.document.result_id}.html`;
  const target =
    named instanceof vscode.Uri
      ? named
      : await vscode.window.showSaveDialog({
          title: "Save Report",
          filters: { HTML: ["html"] },
          ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
        });
  if (!target) {
    return;
  }
  const against = shown.against?.result_id ?? null;
  const { page } = await ask(app.session, "report", { result_id: shown.document.result_id, against });
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(page)); // the place may be on no disk
  void offerToOpen(target);
}

async function offerToOpen(target: vscode.Uri): Promise<void> {
  const open = "Open";
  const told = `The report is in ${path.posix.basename(target.path)}.`;
  if ((await vscode.window.showInformationMessage(told, open)) === open) {
    await vscode.env.openExternal(target);
  }
}

export async function openDashboard(app: App): Promise<void> {
  const url = app.panels.current?.shown.document.dashboard_url;
  if (!url) {
    throw new Error("This result has no page on the dashboard: it was simulated, or the platform named none.");
  }
  await vscode.env.openExternal(vscode.Uri.parse(url));
}

async function kept(app: App, script: vscode.Uri | undefined): Promise<Kept[]> {
  const path = script && nameOf(script);
  const { results } = await ask(app.session, "results", path ? { path } : {});
  return results;
}

async function choose(results: readonly Kept[], placeHolder: string): Promise<Kept | undefined> {
  const choices = results.map((one): Choice => ({
    kept: one,
    label: label(one.created, one.settings),
    description: [one.path ? path.basename(one.path) : "", one.simulated ? "simulated" : ""]
      .filter(Boolean)
      .join(" · "),
    detail: figures(one),
  }));
  const chosen = await vscode.window.showQuickPick(choices, { placeHolder, matchOnDetail: true });
  return chosen?.kept;
}

function figures({ metrics }: Kept): string {
  const told = (name: string, text: string, unit: string): string => {
    const value = metrics[name];
    return typeof value === "number" ? `${text} ${value.toFixed(unit ? 1 : 0)}${unit}` : "";
  };
  return [
    told("total_return_pct", "return", " %"),
    told("max_drawdown", "drawdown", " %"),
    told("num_trades", "trades", ""),
  ]
    .filter(Boolean)
    .join(" · ");
}

async function show(app: App, first: Kept, second: Kept | undefined): Promise<void> {
  const [{ document }, other] = await Promise.all([
    ask(app.session, "result", { result_id: first.result_id }),
    second ? ask(app.session, "result", { result_id: second.result_id }) : undefined,
  ]);
  app.panels.show(document, other?.document ?? null, first.path ? vscode.Uri.file(first.path) : undefined);
}
