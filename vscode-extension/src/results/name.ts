import type { Uri } from "vscode";

/**
 * What the results of a script are kept under: its path, or its address where it is on no disk. Undefined before it is
 * saved: one such script cannot be told from the next.
 */
export function nameOf(script: Uri): string | undefined {
  if (script.scheme === "untitled") {
    return undefined;
  }
  return script.scheme === "file" ? script.fsPath : script.toString();
}
