import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import manifest from "../../../package.json";

const ID = `${manifest.publisher}.${manifest.name}`;

describe("activation", () => {
  it("waits for a script", () => {
    assert.equal(vscode.extensions.getExtension(ID)?.isActive, false);
  });
});
