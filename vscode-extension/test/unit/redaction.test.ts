import assert from "node:assert/strict";
import { it } from "node:test";
import { Redaction } from "../../src/secrets/redaction";

it("a secret is in no text, plain or in JSON", () => {
  const redaction = new Redaction();
  redaction.add('hey_"secret"');
  const text = `key hey_"secret" and ${JSON.stringify({ key: 'hey_"secret"' })}`;
  assert.doesNotMatch(redaction.apply(text), /secret/);
});

it("what is too short to be a key blackens nothing", () => {
  const redaction = new Redaction();
  redaction.add("");
  redaction.add("ema");
  assert.equal(redaction.apply("ema(close, 20)"), "ema(close, 20)");
});
