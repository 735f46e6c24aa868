import assert from "node:assert/strict";
import { before, describe, it } from "mocha";
import * as vscode from "vscode";
import { SECTION } from "../../../src/identity";
import type { StandIn } from "../extensions/python/extension";
import { open } from "../support/documents";
import { standIn } from "../support/python";
import { server, servers } from "../support/servers";
import { findings } from "../support/waiting";

/** Environments that the outer test has made in the folder. */
function environment(name: "one" | "two"): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return vscode.Uri.joinPath(folder.uri, name, "bin", "python").fsPath;
}

describe("the Python extension's environment", () => {
  let python: StandIn;

  before(async () => {
    const { uri } = await open("short.signal");
    await findings(uri, (codes) => codes.includes("SIG401"));
    python = standIn().exports;
  });

  it("runs the server, before any Python on the PATH", async () => {
    await server(({ interpreter }) => interpreter === environment("one"));
  });

  it("is followed when another is chosen, and only then", async () => {
    const first = await server();
    python.choose(environment("one"));
    python.choose(environment("two"));
    const second = await server(({ interpreter }) => interpreter === environment("two"));
    assert.notEqual(second.pid, first.pid);
    python.choose(environment("two"));
    const { uri } = await open("sound.signal");
    await findings(uri, (codes) => codes.length === 0);
    assert.deepEqual(servers(), [second], "the same again is no reason for another server");
  });

  it("is not taken for another because it is announced while it is asked for", async () => {
    python.behave("announces");
    await vscode.commands.executeCommand("signal-dsl.restartServer");
    const now = await server(({ interpreter }) => interpreter === environment("two"));
    python.behave("answers");
    const { uri } = await open("short.signal");
    await findings(uri, (codes) => codes.includes("SIG401"));
    assert.deepEqual(servers(), [now]);
  });

  it("is passed over where it cannot be told", async () => {
    python.behave("rejects");
    await vscode.commands.executeCommand("signal-dsl.restartServer");
    await server(({ interpreter }) => interpreter !== environment("two"));
  });

  it("is not waited for over long, and taken when it is there", async () => {
    python.behave("leaves open");
    await vscode.commands.executeCommand("signal-dsl.restartServer");
    await server(({ interpreter }) => interpreter !== environment("two"));
    python.behave("answers");
    python.answer();
    await server(({ interpreter }) => interpreter === environment("two"));
  });

  it("comes after the setting", async () => {
    const settings = vscode.workspace.getConfiguration(SECTION);
    await settings.update("interpreter", environment("one"), vscode.ConfigurationTarget.Workspace);
    await server(({ interpreter }) => interpreter === environment("one"));
    await settings.update("interpreter", undefined, vscode.ConfigurationTarget.Workspace);
    await server(({ interpreter }) => interpreter === environment("two"));
  });
});
