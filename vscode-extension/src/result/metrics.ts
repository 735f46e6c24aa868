// All metrics of a result, beside those of another one where there is one; and what came of each ticker.

import { currencyOf, type ResultDocument, shortTicker } from "./document";
import { type Cell, section, table, tone } from "./dom";
import { count, measured, type Metric, metric, money, NONE, OTHER_RUN, percent, THIS_RUN } from "./format";

export function metrics(result: ResultDocument, against: ResultDocument | null): HTMLElement | null {
  const [own, other] = [result.metrics ?? {}, against?.metrics ?? {}];
  const names = [...new Set([...Object.keys(own), ...Object.keys(other)])];
  if (names.length === 0) return null;
  const currency = currencyOf(result);
  const rows = names.map((name) => {
    const one = metric(name);
    const row: (string | Cell)[] = [{ text: one.label, title: one.says }, measured(one, own[name], currency)];
    if (against)
      row.push(measured(one, other[name], currencyOf(against)), difference(one, own[name], other[name], currency));
    return row;
  });
  const heads = against ? ["Metric", THIS_RUN, OTHER_RUN, "Difference"] : ["Metric", "Value"];
  return section("metrics", "Metrics", table(heads, rows, [1, 2, 3]));
}

/** How much more the first is; coloured where more is better or worse. */
function difference(
  one: Metric,
  own: number | null | undefined,
  other: number | null | undefined,
  currency: string,
): Cell {
  if (own == null || other == null) return { text: NONE };
  const more = own - other;
  const good = one.better === "high" ? more : one.better === "low" ? -more : 0;
  return { text: measured(one, more, currency, true).replace(" %", " points"), kind: tone(good) };
}

export function tickers(result: ResultDocument): HTMLElement | null {
  const found = result.per_ticker ?? [];
  if (found.length === 0) return null;
  const currency = currencyOf(result);
  const heads = ["Ticker", "Trades", "Win rate", "Profit and loss", "Unrealised", "Fees", "Buy and hold"];
  const rows = found.map((one): (string | Cell)[] => [
    { text: one.ticker ? shortTicker(one.ticker) : NONE, title: one.ticker ?? "" },
    count(one.num_trades),
    percent(one.win_rate),
    { text: money(one.pnl, currency, true), kind: tone(one.pnl) },
    { text: money(one.unrealized_pnl, currency, true), kind: tone(one.unrealized_pnl) },
    money(one.fees_paid, currency),
    percent(one.buy_and_hold_return_pct, true),
  ]);
  return section("tickers", "Tickers", table(heads, rows, [1, 2, 3, 4, 5, 6]));
}

export function positions(result: ResultDocument): HTMLElement | null {
  const found = result.open_positions ?? [];
  if (found.length === 0) return null;
  const currency = currencyOf(result);
  const rows = found.map((one): (string | Cell)[] => [
    { text: one.ticker ? shortTicker(one.ticker) : NONE, title: one.ticker ?? "" },
    { text: one.side ?? NONE, kind: one.side?.toLowerCase() },
    one.entry_time ? one.entry_time.slice(0, 16).replace("T", " ") : NONE,
    { text: money(one.unrealized_pnl, currency, true), kind: tone(one.unrealized_pnl) },
  ]);
  return section("open", "Still open at the end", table(["Ticker", "Side", "Since (UTC)", "Unrealised"], rows, [3]));
}
