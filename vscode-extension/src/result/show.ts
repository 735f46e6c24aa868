// Shows a result in an element: in the report's page and in the editor's panel alike.

import "./result.css";
import { hasCurves, ResultChart } from "./chart";
import { type ResultDocument, shortTicker, tickersOf } from "./document";
import { h, section } from "./dom";
import { cards, head, notes } from "./headline";
import { metrics, positions, tickers } from "./metrics";
import { script, settings } from "./script";
import { isIdle, signals } from "./signals";
import { isDark, watchTheme } from "./theme";
import { TradesTable } from "./trades";

export interface Shown {
  document: ResultDocument;
  /** Another result to hold it against. */
  against?: ResultDocument | null;
}

export interface Actions {
  /** Called with the number of a line of the script (from 1) that was clicked. */
  onLine?: (line: number) => void;
}

/** A result on show. */
export interface View {
  chart: ResultChart | null;
  /** Be fit for paper, where the chart has this many pixels and everything is light; null ends that. */
  print(width: number | null): void;
  dispose(): void;
}

const RANGES: [string, number][] = [
  ["1 W", 7],
  ["1 M", 30],
  ["3 M", 91],
  ["1 Y", 365],
];

export function show(root: HTMLElement, { document: result, against = null }: Shown, actions: Actions = {}): View {
  const host = h("div", { class: "host" });
  const bar = h("div", { class: "bar" });
  const table = new TradesTable(result, (trade) => {
    chart?.showTrade(trade);
    place?.scrollIntoView({ block: "nearest" });
  });
  const hint = h(
    "p",
    { class: "hint" },
    "Drag to move. Click, then turn the wheel to zoom; double-click to see all. Times are UTC.",
  );
  const curves = hasCurves(result);
  const place = curves
    ? section("chart", "Price, equity, drawdown", bar, host, hint)
    : section(
        "chart",
        "Chart",
        h("p", {}, "No curve of equity and no prices came with this result, so there is nothing to draw."),
      );
  const signalled = signals(result);
  const idle = isIdle(result);
  const parts = [
    head(result, against),
    cards(result),
    notes(result),
    idle ? signalled : null,
    place,
    columns(metrics(result, against), settings(result, against)),
    tickers(result),
    idle ? null : signalled,
    positions(result),
    table.element,
    script(result, actions.onLine),
    foot(),
  ];
  root.classList.add("signal-dsl-result");
  const paint = (dark: boolean): void => {
    root.dataset.scheme = dark ? "dark" : "light";
  };
  paint(isDark());
  root.replaceChildren(...parts.filter((one) => one !== null));
  const chart = curves
    ? new ResultChart(host, result, against, {
        onTicker: (ticker) => {
          press(bar.querySelectorAll<HTMLElement>("[data-ticker]"), ticker);
        },
        onTrade: (trade) => {
          table.choose(trade);
        },
      })
    : null;
  if (chart) bar.append(...tools(chart, result));
  let printing = false;
  const unwatch = watchTheme(() => {
    if (printing) return;
    paint(isDark());
    chart?.repaint();
  });
  return {
    chart,
    print: (width) => {
      printing = width !== null;
      paint(!printing && isDark());
      chart?.freeze(width);
    },
    dispose: () => {
      unwatch();
      chart?.dispose();
    },
  };
}

/** Two sections beside each other, where there is room. */
function columns(...sections: (HTMLElement | null)[]): HTMLElement {
  return h("div", { class: "columns" }, ...sections);
}

/** The buttons above the chart: which ticker, how much of it, and how prices are spaced. */
function tools(chart: ResultChart, result: ResultDocument): HTMLElement[] {
  const tickers = tickersOf(result).filter((ticker) => result.prices?.[ticker]?.time?.length);
  const tabs = tickers.map((ticker) =>
    h(
      "button",
      {
        type: "button",
        "data-ticker": ticker,
        title: ticker,
        click: () => {
          chart.showTicker(ticker);
        },
      },
      shortTicker(ticker),
    ),
  );
  press(tabs, chart.ticker);
  const ranges = RANGES.map(([label, days]) =>
    h(
      "button",
      {
        type: "button",
        click: () => {
          chart.showDays(days);
        },
      },
      label,
    ),
  );
  const all = h(
    "button",
    {
      type: "button",
      click: () => {
        chart.showAll();
      },
    },
    "All",
  );
  const log = h(
    "button",
    {
      type: "button",
      "aria-pressed": "false",
      title: "Equal steps for equal percentages",
      click: () => {
        const on = log.getAttribute("aria-pressed") !== "true";
        log.setAttribute("aria-pressed", String(on));
        chart.setLogarithmic(on);
      },
    },
    "Log",
  );
  return [
    ...(tabs.length > 1 ? [h("div", { class: "group tickers" }, ...tabs)] : []),
    h("div", { class: "group ranges" }, ...ranges, all),
    ...(tabs.length ? [h("div", { class: "group" }, log)] : []),
  ];
}

/** Let the tabs show which ticker is on. */
function press(tabs: Iterable<HTMLElement>, ticker: string): void {
  for (const tab of tabs) tab.setAttribute("aria-pressed", String(tab.dataset.ticker === ticker));
}

function foot(): HTMLElement {
  const link = h(
    "a",
    { href: "https://www.tradingview.com/", rel: "noopener noreferrer", target: "_blank" },
    "TradingView",
  );
  return h(
    "footer",
    {},
    "Made by Signal DSL. Charts by Lightweight Charts™, Copyright (c) 2025 ",
    link,
    ", Inc., licensed under Apache-2.0.",
  );
}
