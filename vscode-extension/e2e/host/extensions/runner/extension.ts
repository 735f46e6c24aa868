import * as vscode from "vscode";
import { MemoryFiles } from "./memoryFiles";
import { PROJECT } from "./project";

/** Serves files from memory: as a workspace that is on no disk, and as one that nobody can write to. */
export function activate(context: vscode.ExtensionContext): MemoryFiles {
  const files = new MemoryFiles(PROJECT);
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider("memfs", files),
    vscode.workspace.registerFileSystemProvider("readfs", new MemoryFiles(PROJECT), { isReadonly: true }),
  );
  return files;
}
