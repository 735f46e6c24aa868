// The result document (docs/results.md) as the page reads it: anything but the version may be missing.

export type Column = (number | null)[];

/** Times are ISO 8601 or, in a report, seconds since 1970. */
export type Times = (string | number)[];

export interface Curves {
  time?: Times;
  equity?: Column;
  buy_and_hold?: Column;
  cash?: Column;
  positions?: Column;
  /** Percent below the peak, where it was worked out before bars were put together. */
  drawdown?: Column;
}

export interface Bars {
  time?: Times;
  open?: Column;
  high?: Column;
  low?: Column;
  close?: Column;
  volume?: Column;
}

export interface Trade {
  ticker: string | null;
  side: string | null;
  size: number | null;
  entry_time: string | null;
  entry_price: number | null;
  exit_time: string | null;
  exit_price: number | null;
  weight: number | null;
  fees: number | null;
  pnl: number | null;
  pnl_pct: number | null;
  bars: number | null;
  reason: string | null;
  entry_line: number | null;
  exit_line: number | null;
}

export interface OpenPosition {
  ticker: string | null;
  side: string | null;
  size: number | null;
  entry_time: string | null;
  entry_price: number | null;
  last_price: number | null;
  unrealized_pnl: number | null;
  line: number | null;
}

export interface TickerResult {
  ticker: string | null;
  bars: number | null;
  num_trades: number | null;
  win_rate: number | null;
  profit_factor: number | null;
  pnl: number | null;
  unrealized_pnl: number | null;
  fees_paid: number | null;
  buy_and_hold_return_pct: number | null;
}

export interface SignalResult {
  line: number | null;
  ticker: string | null;
  kind: string | null;
  side: string | null;
  bars: number | null;
  counted: number | null;
  held: number | null;
  first: string | null;
  last: string | null;
  filled: number | null;
  refused: number | null;
  idle: number | null;
  unfilled: number | null;
}

export interface RefusedOrders {
  line: number | null;
  ticker: string | null;
  side: string | null;
  reason: string | null;
  orders: number | null;
  first: string | null;
  last: string | null;
}

export interface ResultDocument {
  version: number;
  result_id: string;
  backtest_id?: string | null;
  status?: string;
  simulated?: boolean;
  origin?: string;
  dashboard_url?: string | null;
  created?: string | null;
  script?: { path?: string | null; sha256?: string; text?: string };
  settings?: Record<string, unknown>;
  lookback?: number | null;
  bars?: number | null;
  metrics?: Record<string, number | null>;
  per_ticker?: TickerResult[];
  signals?: SignalResult[];
  refused?: RefusedOrders[];
  open_positions?: OpenPosition[];
  notes?: string[];
  trades?: Trade[];
  equity?: Curves;
  prices?: Record<string, Bars>;
}

/** The tickers of a result, in the order of its universe. */
export function tickersOf(result: ResultDocument): string[] {
  const universe = result.settings?.universe;
  const named = Array.isArray(universe) ? universe.filter((one): one is string => typeof one === "string") : [];
  const traded = [...(result.per_ticker ?? []), ...(result.trades ?? [])].map((one) => one.ticker);
  const all = [...named, ...Object.keys(result.prices ?? {}), ...traded];
  return [...new Set(all.filter((one): one is string => one !== null))];
}

/** The currency that money is counted in, where it is one: `USDT` of `BINANCE:BTC/USDT`; else an empty text. */
export function currencyOf(result: ResultDocument): string {
  const found = new Set(tickersOf(result).map((ticker) => /\/([^:/]+)(?::([^:/]+))?$/.exec(ticker)?.slice(1)));
  const quotes = new Set([...found].map((match) => match?.[1] ?? match?.[0] ?? ""));
  return quotes.size === 1 ? [...quotes].join("") : "";
}

/** A ticker as people say it: `BTC/USDT` of `BINANCE:BTC/USDT`, and the beginning of a long token id. */
export function shortTicker(ticker: string): string {
  const name = ticker.replace(/^[A-Z0-9_]+:/, "").replace(/:[^:]*$/, "");
  return name.length <= 24 ? name : `${name.slice(0, 12)}…`;
}
