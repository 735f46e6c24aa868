import type { ResultDocument } from "../result/document";

/** A result in one sentence, for a notification. */
export function summary(document: ResultDocument): string {
  const { metrics = {}, simulated } = document;
  const told: string[] = [];
  const add = (name: string, say: (value: number) => string): void => {
    const value = metrics[name];
    if (typeof value === "number" && Number.isFinite(value)) {
      told.push(say(value));
    }
  };
  add("total_return_pct", (value) => `return ${signed(value)} %`);
  add("buy_and_hold_return_pct", (value) => `buy and hold ${signed(value)} %`);
  add("max_drawdown", (value) => `drawdown ${Math.abs(value).toFixed(1)} %`);
  add("num_trades", (value) => (value === 0 ? "no trades" : value === 1 ? "1 trade" : `${value} trades`));
  const figures = told.length ? `: ${told.join(", ")}` : "";
  return `${simulated ? "Simulated backtest" : "Backtest"} done${figures}.`;
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(1)}`;
}

/** A result in a list: when it was run, over what, and what came of it. */
export function label(created: string | null, settings: Readonly<Record<string, unknown>>): string {
  const when = created?.replace("T", " ").replace(/:\d\d(?:\.\d+)?Z?$/, "") ?? "Unknown time";
  const { timeframe, start_date: start, end_date: end } = settings;
  const range = typeof start === "string" && typeof end === "string" ? `${start} to ${end}` : "";
  return [when, typeof timeframe === "string" ? timeframe : "", range].filter(Boolean).join(" · ");
}
