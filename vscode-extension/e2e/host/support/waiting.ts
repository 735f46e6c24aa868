import * as vscode from "vscode";
import { until } from "../../support/until";

export { until };

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
