import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { question, sentBefore } from "../../src/running/sentBefore";

const since = "2026-11-28T12:00:00Z";

describe("a run that was sent before", () => {
  it("is told from other errors by the server's kind", () => {
    const data = { kind: "sentBefore", since, dashboard_url: "https://hey-traders.com/dashboard" };
    const told = { since, dashboard: "https://hey-traders.com/dashboard" };
    assert.deepEqual(sentBefore(Object.assign(new Error("…"), { data })), told);
    assert.deepEqual(sentBefore({ data: { kind: "sentBefore", since } }), { since, dashboard: undefined });
    for (const other of [undefined, null, "x", new Error("x"), { data: 3 }, { data: { kind: "quota", since } }]) {
      assert.equal(sentBefore(other), undefined);
    }
  });

  it("is asked about with the time of the place", () => {
    const { message, detail } = question({ since, dashboard: undefined });
    assert.match(message, /may be running already/);
    assert.ok(detail.includes(new Date(since).toLocaleString()));
    assert.match(question({ since: "at noon", dashboard: undefined }).detail, /on at noon/);
  });
});
