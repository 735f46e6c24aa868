import assert from "node:assert/strict";
import { describe, it } from "mocha";
import * as vscode from "vscode";
import { COMMANDS, full, SECTION } from "../../../src/identity";

/** What the server's quick fix calls the command that people know as Sync Indicators. */
const ALIAS = full("sync");

describe("commands", () => {
  it("are those of package.json, and no other", async () => {
    const registered = (await vscode.commands.getCommands(true)).filter((name) => name.startsWith(`${SECTION}.`));
    assert.deepEqual(registered.sort(), [...COMMANDS, ALIAS].sort());
  });
});
