import assert from "node:assert/strict";
import { it } from "node:test";
import { complaint } from "../../src/commands/complaint";

it("an error is told in its own words", () => {
  assert.deepEqual(complaint(new Error("It is so.")), { sentence: "It is so.", ways: [] });
  assert.deepEqual(complaint("so"), { sentence: "so", ways: [] });
  assert.deepEqual(complaint(undefined), { sentence: "undefined", ways: [] });
});

it("a key that is missing is told with the ways to one, which are no commands of a terminal here", () => {
  const message = "There is no API key for https://one.example.";
  const error = Object.assign(new Error(`${message} \`signal-dsl register\` makes one.`), {
    data: { kind: "apiKey", message, remedy: "`signal-dsl register` makes one." },
  });
  const { sentence, ways } = complaint(error);
  assert.equal(sentence, message);
  assert.deepEqual(
    ways.map(({ command }) => command),
    ["signIn", "register", "useSandbox"],
  );
});

it("another kind keeps its remedy", () => {
  const error = Object.assign(new Error("No. Do this."), { data: { kind: "usage", message: "No." } });
  assert.deepEqual(complaint(error), { sentence: "No. Do this.", ways: [] });
});
