import * as vscode from "vscode";
import type { App } from "../app";
import { LANGUAGE } from "../identity";
import { ask } from "../server/ask";

/** Shows a rule's page: the one that is named, else that of the finding at the cursor, else one from the list. */
export async function explainRule(app: App, named?: unknown): Promise<void> {
  const code = typeof named === "string" ? named : ((await atCursor()) ?? (await fromList(app)));
  if (!code) {
    return;
  }
  const { markdown } = await ask(app.session, "rule", { code });
  const page = app.pages.put(`${code}.md`, markdown);
  await vscode.commands.executeCommand("markdown.showPreviewToSide", page);
}

async function atCursor(): Promise<string | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== LANGUAGE) {
    return undefined;
  }
  const here = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ range }) => range.contains(editor.selection.active))
    .map(({ code }) => (typeof code === "object" ? code.value : code))
    .filter((code): code is string => typeof code === "string");
  const codes = [...new Set(here)];
  return codes.length > 1 ? vscode.window.showQuickPick(codes, { placeHolder: "Which rule?" }) : codes[0];
}

async function fromList(app: App): Promise<string | undefined> {
  const { rules } = await ask(app.session, "rules", {});
  const choices = rules.map(({ code, name, severity, summary }) => ({
    label: code,
    description: `${name} · ${severity}`,
    detail: summary,
  }));
  const chosen = await vscode.window.showQuickPick(choices, { matchOnDescription: true, matchOnDetail: true });
  return chosen?.label;
}
