import assert from "node:assert/strict";
import { it } from "node:test";
import { parse } from "../../src/secrets/kept";

it("a key stands under the origin that it is for", () => {
  const kept = { "https://one.example": { key: "hey_one", name: "Otter" }, "https://two.example": { key: "hey_two" } };
  assert.deepEqual(parse(JSON.stringify(kept)), kept);
});

it("whatever else is in the storage is no key", () => {
  for (const text of [undefined, "", "hey_plain", "[]", "null", '"x"', '{"https://one.example":"hey_one"}', "{"]) {
    assert.deepEqual(parse(text), {}, String(text));
  }
  assert.deepEqual(parse('{"a":{"key":""},"b":{"key":1},"c":null,"d":{"key":"hey_d"}}'), { d: { key: "hey_d" } });
});
