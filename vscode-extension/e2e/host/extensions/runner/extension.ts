import * as vscode from "vscode";
import { MemoryFiles } from "./memoryFiles";
import { PROJECT } from "./project";

/** What the tests may use. */
export interface Runner {
  readonly context: vscode.ExtensionContext;
}

/** Serves files from memory: as a workspace that is on no disk, and as one that nobody can write to. */
export function activate(context: vscode.ExtensionContext): Runner {
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider("memfs", new MemoryFiles(PROJECT)),
    vscode.workspace.registerFileSystemProvider("readfs", new MemoryFiles(PROJECT), { isReadonly: true }),
  );
  return { context };
}
