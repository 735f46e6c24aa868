// The script that was run, with what each of its signals did, and the settings that it was run with.

import type { ResultDocument, SignalResult } from "./document";
import { type Cell, h, section, table } from "./dom";
import { extent } from "./headline";
import { fixed, NONE, OTHER_RUN, percent, quantity, THIS_RUN } from "./format";

export function script(result: ResultDocument, onLine?: (line: number) => void): HTMLElement | null {
  const text = result.script?.text;
  if (!text) return null;
  const byLine = new Map<number, SignalResult[]>();
  for (const one of result.signals ?? []) {
    if (one.line !== null) byLine.set(one.line, [...(byLine.get(one.line) ?? []), one]);
  }
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
  const rows = lines.map((content, at) => {
    const signals = byLine.get(at + 1) ?? [];
    const number = onLine
      ? h(
          "button",
          {
            type: "button",
            class: "line",
            click: () => {
              onLine(at + 1);
            },
          },
          String(at + 1),
        )
      : h("span", { class: "line" }, String(at + 1));
    const code = h("code", { class: content.trimStart().startsWith("#") ? "comment" : undefined }, content || " ");
    const told = signals.length > 0 && h("span", { class: "did" }, did(signals));
    return h("div", { class: signals.length ? "row signal" : "row", id: `line-${at + 1}` }, number, code, told);
  });
  return section("script", "Script", h("div", { class: "scroll source", tabindex: "0" }, ...rows));
}

/** What a line's signals did, all tickers together. */
function did(signals: readonly SignalResult[]): string {
  const sum = (key: "held" | "filled" | "refused"): number =>
    signals.reduce((total, one) => total + (one[key] ?? 0), 0);
  const kinds = [...new Set(signals.map((one) => [one.kind, one.side].filter(Boolean).join(" ")))].join(", ");
  const refused = sum("refused");
  return `${kinds}: held at ${quantity(sum("held"), "bar")}, ${sum("filled")} filled${refused ? `, ${refused} refused` : ""}`;
}

const LABELS: Record<string, string> = {
  universe: "Universe",
  timeframe: "Timeframe",
  start_date: "Start date",
  end_date: "End date (not counted)",
  analysis_start: "Signals count from",
  initial_cash: "Initial cash",
  trading_fee: "Trading fee",
  slippage: "Slippage",
  exchange: "Exchange",
  mode: "Margin mode",
  leverage: "Leverage",
  strategy_type: "Strategy type",
  description: "Description",
};

/** The settings, beside those of another result where there is one; what differs is marked. */
export function settings(result: ResultDocument, against: ResultDocument | null): HTMLElement | null {
  const own = settingsOf(result);
  if (!against) return section("settings", "Settings", table(["Setting", "Value"], [...own], []));
  const other = settingsOf(against);
  const rows = [...new Map([...own, ...other]).keys()].map((label): (string | Cell)[] => {
    const [one = NONE, two = NONE] = [own.get(label), other.get(label)];
    return [label, one, { text: two, kind: one === two ? undefined : "differs" }];
  });
  return section("settings", "Settings", table(["Setting", THIS_RUN, OTHER_RUN], rows, []));
}

/** The settings of a result by their labels, with what else identifies the run. */
function settingsOf(result: ResultDocument): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(result.settings ?? {})) {
    if (value !== null && value !== "") found.set(LABELS[key] ?? key, told(key, value));
  }
  const others: [string, string | null | undefined][] = [
    ["Bars", extent(result)],
    ["Run at", result.origin],
    ["Result", result.result_id],
    ["Job", result.backtest_id],
    ["Script", result.script?.path],
    ["SHA-256 begins", result.script?.sha256?.slice(0, 16)],
  ];
  for (const [label, value] of others) if (value) found.set(label, value);
  return found;
}

function told(key: string, value: unknown): string {
  if ((key === "trading_fee" || key === "slippage") && typeof value === "number") return percent(100 * value);
  if (key === "leverage" && typeof value === "number") return `${value} ×`;
  if (typeof value === "number") return Number.isInteger(value) ? fixed(value, 0) : String(value);
  if (Array.isArray(value)) return value.map(String).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}
