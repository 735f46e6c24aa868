import * as vscode from "vscode";
import { type Middleware, vsdiag } from "vscode-languageclient/node";
import { Pages } from "../features/documents";

/** What the server is told at its start, and adds to the settings whenever it asks for them. */
export function circumstances(): Record<string, unknown> {
  // This extension shows the answers of commands itself.
  return { trusted: vscode.workspace.isTrusted, showResults: false };
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
    if (isForReading(document instanceof vscode.Uri ? document : document.uri)) {
      return { kind: vsdiag.DocumentDiagnosticReportKind.full, items: [] };
    }
    const report = await next(document, previous, token);
    return report && "items" in report ? { ...report, items: report.items.map(linked) } : report;
  },
};

/** Whether nobody can change it: the old side of a comparison, say. Problems are listed of what can be mended. */
function isForReading({ scheme }: vscode.Uri): boolean {
  const isOfWorkspace = vscode.workspace.workspaceFolders?.some(({ uri }) => uri.scheme === scheme);
  return !isOfWorkspace && vscode.workspace.fs.isWritableFileSystem(scheme) === false;
}

/** Makes a finding's code a link to the page of its rule, wherever it is shown. */
function linked(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  const { code } = diagnostic;
  if (typeof code === "string") {
    const target = vscode.Uri.from({ scheme: Pages.scheme, path: `/${code}.md` });
    diagnostic.code = { value: code, target };
  }
  return diagnostic;
}
