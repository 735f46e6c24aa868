// Entries and exits on the price chart, and what is said about them at their bar.

import type { SeriesMarker, UTCTimestamp } from "lightweight-charts";
import type { OpenPosition, Trade } from "./document";
import { money, percent, price } from "./format";
import { placeOf, seconds } from "./series";
import type { Theme } from "./theme";

export interface TradeEvent {
  /** The bar at which it is shown. */
  time: UTCTimestamp;
  entry: boolean;
  side: string;
  says: string;
  /** Place in the document's trades; null for a position that is still open. */
  trade: number | null;
}

/** Entries and exits in a ticker, in the order of time; `times` are those of its bars. */
export function eventsOf(
  trades: readonly Trade[],
  open: readonly OpenPosition[],
  ticker: string,
  times: readonly number[],
  currency: string,
): TradeEvent[] {
  const found: TradeEvent[] = [];
  const add = (
    moment: string | null,
    entry: boolean,
    side: string | null,
    says: string,
    trade: number | null,
  ): void => {
    if (moment === null || times.length === 0) return;
    const time = times[placeOf(times, seconds(moment))] as UTCTimestamp;
    found.push({ time, entry, side: side ?? "", says, trade });
  };
  trades.forEach((one, at) => {
    if (one.ticker !== ticker) return;
    const side = one.side ?? "";
    add(one.entry_time, true, side, `Enter ${side} at ${price(one.entry_price)}${ofLine(one.entry_line)}`, at);
    const result = `${money(one.pnl, currency, true)} (${percent(one.pnl_pct, true)})`;
    const why = one.reason === null || one.reason === "exit" ? "Exit" : `Exit by ${one.reason}:`;
    add(
      one.exit_time,
      false,
      side,
      `${why} ${side} at ${price(one.exit_price)}${ofLine(one.exit_line)}, ${result}`,
      at,
    );
  });
  for (const one of open) {
    if (one.ticker !== ticker) continue;
    const says = `Enter ${one.side ?? ""} at ${price(one.entry_price)}${ofLine(one.line)}, still open`;
    add(one.entry_time, true, one.side, says, null);
  }
  return found.sort((a, b) => a.time - b.time);
}

/** The events as arrows: up buys, down sells; exits are smaller and say nothing about the side. */
export function markersOf(
  events: readonly TradeEvent[],
  theme: Theme,
  chosen: number | null,
): SeriesMarker<UTCTimestamp>[] {
  return events.map((event) => {
    const long = event.side !== "SHORT";
    const buys = event.entry === long;
    const size = event.entry ? 1 : 0.6;
    return {
      time: event.time,
      position: buys ? "belowBar" : "aboveBar",
      shape: event.entry ? (buys ? "arrowUp" : "arrowDown") : "circle",
      color: event.entry ? (long ? theme.long : theme.short) : theme.text,
      size: chosen !== null && event.trade === chosen ? size * 1.4 : size,
      ...(event.trade === null ? {} : { id: String(event.trade) }),
    };
  });
}

function ofLine(line: number | null): string {
  return line === null ? "" : ` (line ${line})`;
}
