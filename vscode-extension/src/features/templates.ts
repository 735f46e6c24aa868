/** What a new strategy begins with. */
export interface Template {
  readonly label: string;
  readonly detail: string;
  readonly script: string;
}

export interface Choices {
  readonly ticker: string;
  readonly timeframe: string;
  /** First and last day of the backtest, YYYY-MM-DD. */
  readonly start: string;
  readonly end: string;
}

/** The scripts, by name. Each is complete: run settings, indicators, an entry and an exit. */
export const TEMPLATES: Readonly<Record<string, (choices: Choices) => Template>> = {
  trend: (choices) => ({
    label: "Trend following",
    detail: "Hold while a fast average stands above a slow one",
    script: `${settings("Trend following", choices)}
fast = ema(close, 20)
slow = ema(close, 50)

emit_signal(crossover(fast, slow), entry("${choices.ticker}", "LONG", Weight(0.9)))
emit_signal(crossunder(fast, slow), exit("${choices.ticker}"))
`,
  }),
  reversion: (choices) => ({
    label: "Mean reversion",
    detail: "Buy what is oversold in a rising market, sell when it has recovered",
    script: `${settings("Mean reversion", choices)}
momentum = rsi(close, 14)
rising_market = close > sma(close, 100)

emit_signal(momentum < 35 and rising_market, entry("${choices.ticker}", "LONG", Weight(0.5)))
emit_signal(momentum > 60, exit("${choices.ticker}"))
`,
  }),
  breakout: (choices) => ({
    label: "Breakout",
    detail: "Buy above the highest high of the last bars, leave below the lowest low",
    script: `${settings("Breakout", choices)}
ceiling = highest(high, 20)[-2]
bottom = lowest(low, 10)[-2]

emit_signal(close > ceiling, entry("${choices.ticker}", "LONG", Weight(0.5)))
emit_signal(close < bottom, exit("${choices.ticker}"))
`,
  }),
  macd: (choices) => ({
    label: "MACD",
    detail: "Follow the crossings of MACD and its signal line",
    script: `${settings("MACD", choices)}
line, trigger, _ = macd(close, 12, 26, 9)

emit_signal(crossover(line, trigger), entry("${choices.ticker}", "LONG", Weight(0.5)))
emit_signal(crossunder(line, trigger), exit("${choices.ticker}"))
`,
  }),
  squeeze: (choices) => ({
    label: "Volatility squeeze",
    detail: "Buy when the price leaves narrow Bollinger bands upwards",
    script: `${settings("Volatility squeeze", choices)}
upper, middle, lower = bbands(close, 20, 2, 2)
width = (upper - lower) / middle
narrow = width < sma(width, 50)

emit_signal(crossover(close, upper) and narrow, entry("${choices.ticker}", "LONG", Weight(0.5)))
emit_signal(close < middle, exit("${choices.ticker}"))
`,
  }),
  empty: (choices) => ({
    label: "Settings only",
    detail: "The run settings, and nothing else",
    script: settings("Strategy", choices),
  }),
};

/** Bars of a month are left out: decades of them are too few for these averages. */
export const TIMEFRAMES = ["1h", "4h", "1d", "1w", "1m", "5m", "15m", "30m"] as const;

/** Whole years are long enough for a hundred bars of warm-up even by the day; shorter bars get shorter ranges. */
export function range(timeframe: string, today: Date): { start: string; end: string } {
  const days = /^\d+m$/.test(timeframe) ? 30 : timeframe.endsWith("h") ? 365 : timeframe === "1d" ? 1095 : 3650;
  const end = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1));
  const start = new Date(end.getTime() - days * 86_400_000);
  return { start: isoDay(start), end: isoDay(end) };
}

/** What a ticker looks like: EXCHANGE:BASE/QUOTE, or EXCHANGE:BASE/QUOTE:SETTLE. */
export const TICKER = /^[A-Z0-9]+:[^\s:/]+\/[^\s:/]+(?::[^\s:/]+)?$/;

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** A title, which names the tab of a file that is not saved yet, and the run settings. */
function settings(title: string, { ticker, timeframe, start, end }: Choices): string {
  const exchange = ticker.split(":")[0]?.toLowerCase() ?? "";
  return `# ${title} on ${ticker}, ${timeframe} bars

# /// backtest
# universe = ["${ticker}"]
# exchange = "${exchange}"
# timeframe = "${timeframe}"
# start_date = "${start}"
# end_date = "${end}"
# ///
`;
}
