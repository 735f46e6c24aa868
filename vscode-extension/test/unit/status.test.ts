import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Status } from "../../src/server/protocol";
import { age, details, shortly, type Situation } from "../../src/status/words";

const NOW = new Date("2026-11-28T12:00:00Z");
const status: Status = {
  version: "0.1.0",
  python: "3.11.7",
  catalog: { source: "the platform's", fetched: "2026-11-26T11:00:00Z" },
  lookback: 199,
  bars_needed: 200,
  signed_in: false,
  origin: null,
  simulated: false,
};
const quiet: Situation = { condition: "running", problem: undefined, run: undefined, status };

describe("the status item's text", () => {
  const cases: [string, Situation, string][] = [
    ["the bars that the script needs", quiet, "$(graph-line) 200 bars"],
    [
      "the name where they are not known",
      { ...quiet, status: { ...status, bars_needed: null } },
      "$(graph-line) Signal DSL",
    ],
    [
      "that runs are simulated",
      { ...quiet, status: { ...status, simulated: true } },
      "$(graph-line) 200 bars · sandbox",
    ],
    [
      "the run in progress",
      { ...quiet, run: { title: "Backtest", step: { percentage: 42.4 } } },
      "$(sync~spin) Backtest 42 %",
    ],
    ["a run of unknown length", { ...quiet, run: { title: "Validating", step: {} } }, "$(sync~spin) Validating"],
    ["that it starts", { ...quiet, condition: "starting" }, "$(sync~spin) Signal DSL"],
    ["that there is no server", { ...quiet, condition: "failed" }, "$(error) Signal DSL"],
  ];
  for (const [what, situation, text] of cases) {
    it(`tells ${what}`, () => {
      assert.equal(shortly(situation), text);
    });
  }
});

describe("the details", () => {
  it("tell lookback, catalog, place of runs and versions", () => {
    assert.deepEqual(details(quiet, NOW), [
      ["Lookback", "199 bars"],
      ["Bars needed", "200"],
      ["Catalog", "the platform's, 2 days old"],
      ["Runs on", "the platform"],
      ["Signed in", "no"],
      ["Versions", "Signal DSL 0.1.0, Python 3.11.7"],
    ]);
  });

  it("begin with what is wrong", () => {
    const [first] = details({ ...quiet, condition: "failed", problem: "No Python." }, NOW);
    assert.deepEqual(first, ["Server", "No Python."]);
  });
});

describe("an age", () => {
  const cases: [string, string][] = [
    ["2026-11-28T11:59:30Z", "fetched just now"],
    ["2026-11-28T11:58:00Z", "2 minutes old"],
    ["2026-11-28T10:59:00Z", "1 hour old"],
    ["2026-11-25T10:59:00Z", "3 days old"],
    ["soon", "of unknown age"],
  ];
  for (const [moment, told] of cases) {
    it(`of ${moment} is ${told}`, () => {
      assert.equal(age(moment, NOW), told);
    });
  }
});
