// Numbers and times as people read them. A value that is not known is a dash.

import known from "../../../dsl/signal_dsl/heytraders/document/metrics.json";

export const NONE = "–";
/** What two runs are called where one is held against the other; their ids stand at the top of the page. */
export const THIS_RUN = "This run";
export const OTHER_RUN = "Other run";
const MINUS = "−";

export interface Metric {
  name: string;
  label: string;
  unit: string;
  better: string;
  says: string;
}

/** A number with `digits` behind the point and commas between thousands. */
export function fixed(value: number, digits: number): string {
  const text = Math.abs(value).toLocaleString("en-US", {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

export function signed(value: number, digits: number): string {
  const text = fixed(value, digits);
  return text.startsWith(MINUS) || !/[1-9]/.test(text) ? text : `+${text}`;
}

export function percent(value: number | null | undefined, sign = false): string {
  return value == null ? NONE : `${sign ? signed(value, 2) : fixed(value, 2)} %`;
}

/** A number with so many digits that it is told from its neighbours: 64,250.1, 0.08312, 0.00001234. */
export function price(value: number | null | undefined): string {
  return value == null ? NONE : fixed(value, decimals(value));
}

/** Digits behind the point that a price of this size needs. */
export function decimals(value: number): number {
  const size = Math.abs(value);
  if (!(size > 0)) return 2;
  return Math.min(10, Math.max(size >= 1e5 ? 0 : size >= 1000 ? 1 : 2, 4 - Math.floor(Math.log10(size))));
}

export function money(value: number | null | undefined, currency: string, sign = false): string {
  if (value == null) return NONE;
  const digits = Math.abs(value) >= 1e6 ? 0 : 2;
  return `${sign ? signed(value, digits) : fixed(value, digits)}${currency && ` ${currency}`}`;
}

export function count(value: number | null | undefined): string {
  return value == null ? NONE : fixed(value, 0);
}

/** `1 trade`, `1,234 trades`. */
export function quantity(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? "" : "s"}`;
}

/** A moment in UTC: `2024-01-31 13:00`, without the time of day where it is midnight and `days` is wanted. */
export function moment(value: string | number | null | undefined, days = false): string {
  if (value == null) return NONE;
  const time = typeof value === "number" ? new Date(value * 1000) : new Date(value);
  if (Number.isNaN(time.getTime())) return String(value);
  const iso = time.toISOString();
  return days && iso.slice(11, 16) === "00:00" ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

/** What is known of a metric; one that is not keeps its name as its label. */
export function metric(name: string): Metric {
  return (
    (known as Metric[]).find((one) => one.name === name) ?? {
      name,
      label: name.replace(/_/g, " ").replace(/^./, (first) => first.toUpperCase()),
      unit: name.endsWith("_pct") ? "percent" : "ratio",
      better: "",
      says: "",
    }
  );
}

/** A metric's value with its unit. */
export function measured(one: Metric, value: number | null | undefined, currency: string, sign = false): string {
  if (value == null) return NONE;
  if (one.unit === "percent") return percent(value, sign);
  if (one.unit === "money") return money(value, currency, sign);
  if (one.unit === "count") return sign ? signed(value, 0) : count(value);
  return sign ? signed(value, 2) : fixed(value, 2);
}
