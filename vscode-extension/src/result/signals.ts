// What became of each signal: the answer to "why were there no trades?".

import { type RefusedOrders, type ResultDocument, shortTicker, type SignalResult } from "./document";
import { type Cell, h, section, table } from "./dom";
import { count, moment, NONE } from "./format";

/** Whether nothing was traded, as far as the result says. */
export function isIdle(result: ResultDocument): boolean {
  const told = result.metrics?.num_trades;
  return (
    (result.trades ?? []).length === 0 && (result.open_positions ?? []).length === 0 && (told == null || told === 0)
  );
}

export function signals(result: ResultDocument): HTMLElement | null {
  const found = result.signals ?? [];
  const idle = isIdle(result);
  if (found.length === 0) {
    const told =
      "It is not said how often each condition held. Check with `signal-dsl backtest --sandbox` on the same script.";
    return idle && result.metrics ? section("signals", "Why no trades", h("p", {}, told)) : null;
  }
  const heads = [
    "Line",
    "Signal",
    "Ticker",
    "Bars that count",
    "Condition held",
    "First (UTC)",
    "Last (UTC)",
    "Filled",
    "Refused",
    "No effect",
  ];
  const rows = found.map((one): (string | Cell)[] => [
    count(one.line),
    { text: [one.kind, one.side].filter(Boolean).join(" "), kind: one.side?.toLowerCase() },
    { text: one.ticker ? shortTicker(one.ticker) : NONE, title: one.ticker ?? "" },
    count(one.counted),
    { text: heldOf(one), kind: one.held === 0 ? "loss" : undefined },
    moment(one.first),
    moment(one.last),
    count(one.filled),
    { text: count(one.refused), kind: one.refused ? "loss" : undefined },
    count(one.idle),
  ]);
  return section(
    "signals",
    idle ? "Why no trades" : "Signals",
    idle &&
      h("p", {}, "Nothing was traded. This is how often each signal's condition held, and what became of its orders."),
    table(heads, rows, [0, 3, 4, 7, 8, 9]),
    refused(result.refused ?? []),
  );
}

function heldOf(one: SignalResult): string {
  if (one.held == null || !one.counted) return count(one.held);
  const share = (100 * one.held) / one.counted;
  return `${count(one.held)} (${share > 0 && share < 0.1 ? "<0.1" : share.toFixed(share < 10 ? 1 : 0)} %)`;
}

function refused(found: readonly RefusedOrders[]): HTMLElement | null {
  if (found.length === 0) return null;
  const rows = found.map((one): (string | Cell)[] => [
    count(one.line),
    one.ticker ? shortTicker(one.ticker) : NONE,
    count(one.orders),
    one.reason ?? NONE,
    moment(one.first),
    moment(one.last),
  ]);
  return h(
    "div",
    {},
    h("h3", {}, "Refused orders"),
    table(["Line", "Ticker", "Orders", "Because", "First (UTC)", "Last (UTC)"], rows, [0, 2]),
  );
}
