import * as vscode from "vscode";
import { SECTION } from "../identity";
import type { Output } from "../output";

/** Where a project says how its scripts are checked, and what shows that it does. */
const FILES: readonly [name: string, sign: string][] = [
  ["signal-dsl.toml", ""],
  ["pyproject.toml", "[tool.signal-dsl"],
];

/**
 * The server reads a project's settings from the disk; those of a folder that is on none do not hold. Says so once for
 * each folder that has some.
 */
export class VirtualFolders implements vscode.Disposable {
  private readonly told = new Set<string>();
  private readonly listening = vscode.workspace.onDidChangeWorkspaceFolders(() => void this.look());

  constructor(private readonly output: Output) {
    void this.look();
  }

  dispose(): void {
    this.listening.dispose();
  }

  private async look(): Promise<void> {
    const virtual = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme !== "file");
    for (const folder of virtual.filter(({ uri }) => !this.told.has(uri.toString()))) {
      this.told.add(folder.uri.toString());
      for (const [name, sign] of FILES) {
        if ((await textOf(vscode.Uri.joinPath(folder.uri, name)))?.includes(sign)) {
          this.tell(name, folder.name);
        }
      }
    }
  }

  private tell(file: string, folder: string): void {
    const sentence = `The settings in ${file} do not hold in ${folder}, which is on no disk: set ${SECTION}.lint.* in VS Code's settings instead.`;
    this.output.warn(sentence);
    void vscode.window.showWarningMessage(sentence);
  }
}

async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined; // it is not there
  }
}
