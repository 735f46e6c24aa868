import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";

/** What the server is told at its start, and adds to the settings whenever it asks for them. */
export function circumstances(): Record<string, unknown> {
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
};
