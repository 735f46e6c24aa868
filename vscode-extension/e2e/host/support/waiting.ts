import assert from "node:assert/strict";
import * as vscode from "vscode";

const PATIENCE_MS = 20_000;

/** Asks again until the answer holds; tells the last answer where it never does. */
export async function until<Value>(
  ask: () => Value | Thenable<Value>,
  holds: (value: Value) => unknown,
  patience = PATIENCE_MS,
): Promise<Value> {
  const deadline = Date.now() + patience;
  for (;;) {
    const value = await ask();
    if (holds(value)) {
      return value;
    }
    assert.ok(Date.now() < deadline, `it never held; the last was ${JSON.stringify(value)}`);
    await new Promise((next) => setTimeout(next, 10));
  }
}

/** The findings of a document, as soon as they hold. */
export function findings(
  uri: vscode.Uri,
  holds: (codes: readonly string[], findings: readonly vscode.Diagnostic[]) => unknown,
): Promise<vscode.Diagnostic[]> {
  return until(
    () => vscode.languages.getDiagnostics(uri),
    (found) => holds(found.map(codeOf), found),
  );
}

/** A finding's rule. */
export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === "object" ? code.value : (code ?? ""));
}

/** What the language's providers answer, as soon as they answer with something. */
export function provided<Value>(command: string, ...args: unknown[]): Promise<Value> {
  return until(
    () => vscode.commands.executeCommand<Value>(command, ...args),
    (value) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
  );
}
