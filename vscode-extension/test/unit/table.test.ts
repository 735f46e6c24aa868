import assert from "node:assert/strict";
import { it } from "node:test";
import { textTable } from "../../src/features/table";

it("numbers stand to the right, their points below each other", () => {
  const text = textTable({
    columns: ["rank", "ticker", "score", "price"],
    rows: [
      [1, "BINANCE:ETH/USDT", 33.22451234, 3456.58],
      [2, "BINANCE:BTC/USDT", 28.148, 61800],
    ],
    message: "",
  });
  assert.equal(
    text,
    [
      "rank  ticker              score     price",
      "────  ────────────────  ───────  ────────",
      "   1  BINANCE:ETH/USDT  33.2245   3456.58",
      "   2  BINANCE:BTC/USDT  28.1480  61800.00",
    ].join("\n"),
  );
});

it("very small and very large numbers keep what they say", () => {
  const text = textTable({ columns: ["value"], rows: [[1.5e-7], [2e21], [-3]], message: "" });
  assert.match(text, /0\.00000015$/m);
  assert.match(text, /2e\+21/);
});

it("a column of many kinds has each in its own words", () => {
  const rows = [
    ["a", true],
    ["b", null],
    ["c", 1.25],
    ["d", ["x"]],
  ];
  assert.equal(
    textTable({ columns: ["name", "value"], rows, message: "" }),
    ["name  value", "────  ─────", "a     yes", "b", "c     1.25", 'd     ["x"]'].join("\n"),
  );
});

it("a table without rows has its head", () => {
  assert.equal(textTable({ columns: ["a", "bc"], rows: [], message: "" }), "a  bc\n─  ──");
});
