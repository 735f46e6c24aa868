import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import { full } from "../identity";

/** What the server is told at its start, and adds to the settings whenever it asks for them. */
export function circumstances(): Record<string, unknown> {
  return { trusted: vscode.workspace.isTrusted };
}

/** What stands between VS Code and the server. */
export const middleware: Middleware = {
  workspace: {
    configuration: async (params, token, next) => {
      const values: unknown = await next(params, token);
      return Array.isArray(values)
        ? values.map((value: unknown) => ({ ...(value as object | null), ...circumstances() }))
        : [];
    },
  },
  handleDiagnostics: (uri, diagnostics, next) => {
    next(uri, diagnostics.map(linked));
  },
  provideDiagnostics: async (document, previous, token, next) => {
    const report = await next(document, previous, token);
    return report && "items" in report ? { ...report, items: report.items.map(linked) } : report;
  },
};

/** Makes a finding's code a link to the page of its rule, wherever it is shown. */
function linked(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  const { code } = diagnostic;
  if (typeof code === "string") {
    const target = vscode.Uri.from({
      scheme: "command",
      path: full("explainRule"),
      query: JSON.stringify([code]),
    });
    diagnostic.code = { value: code, target };
  }
  return diagnostic;
}
