import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import * as vscode from "vscode";
import { full } from "../../../src/identity";
import { Output } from "../../../src/output";
import { ApiKey } from "../../../src/secrets/key";
import { Redaction } from "../../../src/secrets/redaction";
import { ask } from "../../../src/server/ask";
import { Session } from "../../../src/server/session";
import { KEY } from "../../support/sandbox";
import type { Runner } from "../extensions/runner/extension";
import { extension } from "../support/extension";
import { until } from "../support/waiting";

const PLACE = full("apiKeys");
const OTHER = "hey_other_0123456789abcdef";

/**
 * What holds the key, with the secret storage of the tests' own extension: nobody can look into another's. Storing and
 * deleting there is what another window does.
 */
describe("the key", () => {
  let secrets: vscode.SecretStorage;
  let session: Session;
  let key: ApiKey;
  const redaction = new Redaction();
  const channel = new Output(redaction);

  const signedIn = async (): Promise<boolean> => (await ask(session, "status", { uri: "" })).signed_in;

  before(async () => {
    const runner = vscode.extensions.getExtension<Runner>("signal-dsl-tests.host-tests");
    assert.ok(runner);
    const { context } = await runner.activate();
    ({ secrets } = context);
    session = new Session(extension().extensionUri, channel);
    key = new ApiKey({ context, output: channel, redaction, session });
    await session.start();
  });

  after(async () => {
    await session.stop();
    for (const one of [key, session, channel]) {
      one.dispose();
    }
  });

  it("is not there at first", async () => {
    assert.equal(await key.known(), false);
    assert.equal(await signedIn(), false);
  });

  it("that the platform does not take is not kept", async () => {
    await assert.rejects(() => key.signIn(OTHER), /key/i);
    assert.equal(await secrets.get(PLACE), undefined);
    assert.equal(await signedIn(), false);
  });

  it("is in the secret storage, and given to the server", async () => {
    const message = await key.signIn(KEY);
    assert.match(message, /takes the key/);
    assert.ok(!message.includes(KEY));
    const kept = JSON.parse((await secrets.get(PLACE)) ?? "{}") as Record<string, unknown>;
    assert.deepEqual(Object.values(kept), [{ key: KEY }]);
    assert.ok(
      vscode.workspace
        .getConfiguration("signal-dsl")
        .get("api.url", "")
        .startsWith(Object.keys(kept)[0] ?? "?"),
    );
    assert.equal(await signedIn(), true);
  });

  it("is given to the next server", async () => {
    await session.restart();
    await until(signedIn, Boolean);
  });

  it("follows another window that signs out, and in", async () => {
    const kept = await secrets.get(PLACE);
    assert.ok(kept);
    await secrets.delete(PLACE);
    await until(signedIn, (known) => !known);
    await secrets.store(PLACE, kept);
    await until(signedIn, Boolean);
  });

  it("is gone after signing out", async () => {
    await key.signOut();
    assert.equal(await secrets.get(PLACE), undefined);
    assert.equal(await signedIn(), false);
  });
});
