import * as vscode from "vscode";
import type { App } from "../app";
import { textTable } from "../features/table";
import { ask } from "../server/ask";
import { scriptOf } from "./runs";

/** The latest value of an expression, for each ticker of the script's universe. */
export const evaluateSelection = (app: App): Promise<void> => run(app, "evaluate", "Evaluate");

/** The tickers at which a condition holds. */
export const scanSelection = (app: App): Promise<void> => run(app, "scan", "Scan");

/** The tickers in the order of an expression's value. */
export const rankSelection = (app: App): Promise<void> => run(app, "rank", "Rank");

async function run(app: App, name: "evaluate" | "scan" | "rank", title: string): Promise<void> {
  const uri = await scriptOf();
  const expression = selected() ?? (await typed(title));
  if (!expression) {
    return;
  }
  const table = await app.runs.during(`${title}: ${short(expression)}`, (token, onStep) =>
    ask(app.session, name, { uri: uri.toString(), expression }, { token, onStep }),
  );
  if (table.rows.length === 0) {
    void vscode.window.showInformationMessage(table.message);
    return;
  }
  // The server's sentence has the expression in it, unless names of the script stood for something.
  const head = table.message.includes(expression) ? "" : `${title}: ${expression}\n`;
  const page = app.pages.put(`${title}.txt`, `${head}${table.message}\n\n${textTable(table)}\n`);
  await vscode.window.showTextDocument(page, {
    viewColumn: vscode.ViewColumn.Beside,
    preview: true,
    preserveFocus: true,
  });
}

/** What is selected; without a selection, the right side of the statement at the cursor. */
function selected(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    return undefined;
  }
  const { document, selection } = editor;
  if (!selection.isEmpty) {
    return document.getText(selection).trim();
  }
  const { text } = document.lineAt(selection.active.line);
  const assigned = /^\s*[\p{L}_][\p{L}\p{N}_]*\s*=(?!=)\s*(.+)$/u.exec(text)?.[1];
  return assigned?.replace(/\s+#.*$/, "").trim();
}

function typed(title: string): Thenable<string | undefined> {
  return vscode.window.showInputBox({ title, prompt: "An expression", placeHolder: "rsi(close, 14) < 30" });
}

function short(expression: string): string {
  const line = expression.replace(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
