import assert from "node:assert/strict";
import * as vscode from "vscode";
import type { StandIn } from "../extensions/python/extension";

/** What stands in for the Python extension. */
export function standIn(): vscode.Extension<StandIn> {
  const found = vscode.extensions.getExtension<StandIn>("ms-python.python");
  assert.ok(found, "the stand-in is installed");
  return found;
}
