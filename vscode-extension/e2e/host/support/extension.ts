import assert from "node:assert/strict";
import * as vscode from "vscode";
import manifest from "../../../package.json";

/** The packed extension, as it is installed. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(`${manifest.publisher}.${manifest.name}`);
  assert.ok(found, "the extension is installed");
  return found;
}
