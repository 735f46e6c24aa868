import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { extension } from "../support/extension";
import { close, untitled } from "../support/documents";
import { server, servers } from "../support/servers";
import { findings, until } from "../support/waiting";

describe("activation", () => {
  afterEach(close);

  it("does not come by itself, nor with a document in another language", async () => {
    await untitled("x = sma(close, 20)\n", "python");
    assert.equal(extension().isActive, false);
    assert.deepEqual(servers(), []);
  });

  it("comes with a script, also with one that was never saved", async () => {
    const document = await untitled("x = smaa(close, 20)\n");
    await until(() => extension().isActive, Boolean);
    await findings(document.uri, (codes) => codes.includes("SIG101"));
    await server();
  });

  it("offers other extensions nothing to depend on", () => {
    assert.equal(extension().exports, undefined);
  });

  it("has one server for all scripts", async () => {
    const { pid } = await server();
    await untitled("y = 1\n");
    assert.deepEqual(
      servers().map((one) => one.pid),
      [pid],
    );
  });

  it("comes to a new server with Restart Server", async () => {
    const { pid } = await server();
    const document = await untitled("x = smaa(close, 20)\n");
    await vscode.commands.executeCommand("signal-dsl.restartServer");
    await server((now) => now.pid !== pid);
    await findings(document.uri, (codes) => codes.includes("SIG101"));
  });
});
