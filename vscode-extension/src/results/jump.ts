import * as vscode from "vscode";
import { LANGUAGE } from "../identity";
import { lineNow } from "./lines";
import type { Shown } from "./panel";

/** Shows a line of the script that was run, beside its result. */
export async function openLine({ script, document }: Shown, line: number): Promise<void> {
  const ran = document.script?.text ?? "";
  const opened = script
    ? await vscode.workspace.openTextDocument(script)
    : await vscode.workspace.openTextDocument({ language: LANGUAGE, content: ran });
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === opened);
  const editor = await vscode.window.showTextDocument(opened, visible?.viewColumn ?? vscode.ViewColumn.One);
  const at = lineNow(ran || opened.getText(), opened.getText(), line) - 1;
  const { range } = opened.lineAt(at);
  editor.selection = new vscode.Selection(range.start, range.end);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
