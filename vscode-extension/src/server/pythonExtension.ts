import * as vscode from "vscode";

/** The part of the Python extension's API that is needed here. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { readonly path: string };
    resolveEnvironment(
      path: { readonly path: string } | string,
    ): Promise<{ readonly executable: { readonly uri?: vscode.Uri } } | undefined>;
    readonly onDidChangeActiveEnvironmentPath: vscode.Event<unknown>;
  };
}

async function api(): Promise<PythonApi | undefined> {
  const extension = vscode.extensions.getExtension<Partial<PythonApi>>("ms-python.python");
  // An environment may lie in the workspace, so it is run only where the workspace is trusted.
  if (!extension || !vscode.workspace.isTrusted) {
    return undefined;
  }
  const exported = extension.isActive ? extension.exports : await extension.activate();
  return exported.environments ? { environments: exported.environments } : undefined;
}

/** The interpreter that the Python extension has chosen for the workspace. Undefined where there is none. */
export async function chosenInterpreter(): Promise<string | undefined> {
  try {
    const environments = (await api())?.environments;
    const resource = vscode.workspace.workspaceFolders?.[0]?.uri;
    const path = environments?.getActiveEnvironmentPath(resource);
    const resolved = path && (await environments?.resolveEnvironment(path));
    return resolved?.executable.uri?.fsPath;
  } catch {
    return undefined; // Another extension's fault must not keep the server from starting.
  }
}

/** Calls back when another environment is chosen. */
export async function onInterpreterChosen(callback: () => void): Promise<vscode.Disposable> {
  try {
    const environments = (await api())?.environments;
    return environments?.onDidChangeActiveEnvironmentPath(callback) ?? new vscode.Disposable(() => undefined);
  } catch {
    return new vscode.Disposable(() => undefined);
  }
}
