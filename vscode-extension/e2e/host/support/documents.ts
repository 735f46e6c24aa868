import assert from "node:assert/strict";
import * as vscode from "vscode";
import { LANGUAGE } from "../../../src/identity";
import { until } from "./waiting";

/** What VS Code asks formatting to keep to; the one style has its own mind. */
export const FORMATTING: vscode.FormattingOptions = { tabSize: 4, insertSpaces: true };

/** Opens a file of the workspace in an editor. */
export async function open(name: string): Promise<vscode.TextDocument> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, "a folder is open");
  return shown(await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name)));
}

/** Opens a text that was never saved. */
export async function untitled(content: string, language = LANGUAGE): Promise<vscode.TextDocument> {
  return shown(await vscode.workspace.openTextDocument({ language, content }));
}

async function shown(document: vscode.TextDocument): Promise<vscode.TextDocument> {
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Brings back the text that is on the disk, in the active editor. */
export async function revert(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.files.revert");
}

/** Closes the active editor, without a question. A text that was never saved is gone then, and its name is free. */
export async function close(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  if (document?.isUntitled) {
    await until(() => document.isClosed, Boolean);
  }
}

/** Where a text stands: the first time, or the first time after another. */
export function rangeOf(document: vscode.TextDocument, text: string, after = ""): vscode.Range {
  const whole = document.getText();
  const from = whole.indexOf(after);
  const start = whole.indexOf(text, from + after.length);
  assert.ok(from >= 0 && start >= 0, `${after}${text} is not in the document`);
  return new vscode.Range(document.positionAt(start), document.positionAt(start + text.length));
}

/** The place right before a text, or so many characters into it. */
export function at(document: vscode.TextDocument, text: string, into = 0): vscode.Position {
  return rangeOf(document, text).start.translate(0, into);
}

/** All places of a whole word. */
export function placesOf(document: vscode.TextDocument, word: string): vscode.Range[] {
  return [...document.getText().matchAll(new RegExp(`\\b${word}\\b`, "g"))].map(({ index }) => {
    const start = document.positionAt(index);
    return new vscode.Range(start, start.translate(0, word.length));
  });
}

/** The active editor with its cursor at a place. */
export function cursor(place: vscode.Position): vscode.TextEditor {
  const editor = vscode.window.activeTextEditor;
  assert.ok(editor, "an editor is active");
  editor.selection = new vscode.Selection(place, place);
  return editor;
}

/** Types as a person does: brackets close, lines go on. */
export async function type(text: string): Promise<void> {
  for (const character of text) {
    await vscode.commands.executeCommand("type", { text: character });
  }
}

/** What an edit makes of a document, without changing it. */
export function edited(document: vscode.TextDocument, edits: readonly vscode.TextEdit[]): string {
  const text = document.getText();
  const places = edits
    .map(({ range, newText }) => ({
      start: document.offsetAt(range.start),
      end: document.offsetAt(range.end),
      newText,
    }))
    .sort((a, b) => b.start - a.start);
  return places.reduce((now, { start, end, newText }) => now.slice(0, start) + newText + now.slice(end), text);
}
