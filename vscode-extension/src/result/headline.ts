// The top of the page: what was run, whether it is simulated, where it is on the platform, and the numbers that matter.

import { currencyOf, type ResultDocument, shortTicker, tickersOf } from "./document";
import { h, tone } from "./dom";
import { count, fixed, measured, metric, moment, NONE, OTHER_RUN, percent } from "./format";

const SHOWN_TICKERS = 6;

/** The script's name without its folders, or the result's id. */
export function titleOf(result: ResultDocument): string {
  const path = result.script?.path;
  return path ? (path.split(/[\\/]/).pop() ?? path) : result.result_id;
}

/** What it was run on, in pieces. */
function subtitleOf(result: ResultDocument): string[] {
  const settings = result.settings ?? {};
  const told = (key: string): string => (typeof settings[key] === "string" ? settings[key] : "");
  const tickers = tickersOf(result).map(shortTicker);
  const more = tickers.length - SHOWN_TICKERS;
  const named = more > 0 ? [...tickers.slice(0, SHOWN_TICKERS), `${more} more`] : tickers;
  const dates = told("start_date") && told("end_date") ? `${told("start_date")} to ${told("end_date")}` : "";
  return [named.join(", "), told("timeframe"), dates, told("exchange")].filter(Boolean);
}

export function head(result: ResultDocument, against: ResultDocument | null): HTMLElement {
  const link = result.dashboard_url;
  return h(
    "header",
    {},
    h(
      "div",
      { class: "title" },
      h("h1", {}, titleOf(result)),
      result.simulated &&
        h("span", { class: "stamp", title: "Computed by the local sandbox, not by the platform" }, "SIMULATED"),
      link
        ? h("a", { class: "button", href: link, rel: "noopener noreferrer", target: "_blank" }, "Open in the dashboard")
        : null,
    ),
    h(
      "p",
      { class: "subtitle" },
      ...subtitleOf(result).flatMap((piece, at) => [at ? " · " : null, h("span", {}, piece)]),
    ),
    h(
      "p",
      { class: "ids" },
      [
        `Result ${result.result_id}`,
        against && `${OTHER_RUN.toLowerCase()} ${against.result_id}`,
        result.created && `run on ${moment(result.created)} UTC`,
      ]
        .filter(Boolean)
        .join(", "),
    ),
    result.simulated &&
      h(
        "p",
        { class: "warning" },
        "These numbers come from the sandbox, which is a model. They are no evidence of what a market would have done.",
      ),
  );
}

interface Card {
  label: string;
  value: string;
  below: string;
  kind?: string | undefined;
  title?: string;
}

/** The numbers that matter, as cards. */
export function cards(result: ResultDocument): HTMLElement | null {
  const metrics = result.metrics ?? {};
  const currency = currencyOf(result);
  const total = metrics.total_return_pct;
  const hold = metrics.buy_and_hold_return_pct;
  const cash = result.settings?.initial_cash;
  const ended = result.equity?.equity?.filter((value) => value !== null).pop();
  const card = (name: string, below = ""): Card => {
    const one = metric(name);
    return { label: one.label, value: measured(one, metrics[name], currency), below, title: one.says };
  };
  const found: Card[] = [
    {
      ...card("total_return_pct"),
      value: percent(total, true),
      kind: tone(total),
      below:
        typeof cash === "number" && ended != null
          ? `${fixed(cash, 0)} → ${fixed(ended, 0)}${currency && ` ${currency}`}`
          : "",
    },
    {
      ...card("buy_and_hold_return_pct"),
      value: percent(hold, true),
      below:
        total == null || hold == null
          ? ""
          : `strategy ${fixed(Math.abs(total - hold), 2)} points ${total >= hold ? "ahead" : "behind"}`,
    },
    { ...card("max_drawdown"), below: "from the peak" },
    card("sharpe_ratio", metrics.sortino_ratio == null ? "" : `Sortino ${fixed(metrics.sortino_ratio, 2)}`),
    card("num_trades", metrics.exposure_pct == null ? "" : `${fixed(metrics.exposure_pct, 0)} % of the time invested`),
    card("win_rate", metrics.profit_factor == null ? "" : `profit factor ${fixed(metrics.profit_factor, 2)}`),
  ];
  const known = found.filter((one) => one.value !== NONE || one.label === "Trades" || one.label === "Total return");
  if (Object.keys(metrics).length === 0) return null;
  return h(
    "dl",
    { class: "cards" },
    ...known.map((one) =>
      h(
        "div",
        { title: one.title },
        h("dt", {}, one.label),
        h("dd", { class: one.kind }, one.value),
        h("dd", { class: "below" }, one.below),
      ),
    ),
  );
}

/** Sentences that a reader must know. */
export function notes(result: ResultDocument): HTMLElement | null {
  const found = result.notes ?? [];
  return found.length ? h("ul", { class: "notes" }, ...found.map((note) => h("li", {}, note))) : null;
}

/** `8,760 bars of 1h, 100 of them warm-up`. */
export function extent(result: ResultDocument): string {
  const timeframe = result.settings?.timeframe;
  if (result.bars == null) return "";
  const of = typeof timeframe === "string" ? ` of ${timeframe}` : "";
  const warm = result.lookback == null ? "" : `; the script has values after ${count(result.lookback)}`;
  return `${count(result.bars)} bars${of}${warm}`;
}
