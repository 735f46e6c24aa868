import type { Table } from "../server/protocol";

/** Digits of a number that say something. */
const PRECISION = 6;

/** Columns below each other; numbers to the right, their points below each other. */
export function textTable({ columns, rows }: Table): string {
  const shown = columns.map((name, at) =>
    column(
      name,
      rows.map((row) => row[at]),
    ),
  );
  const lines = ["", ...rows].map((_, line) =>
    shown
      .map(({ cells }) => cells[line] ?? "")
      .join("  ")
      .trimEnd(),
  );
  const [head = "", ...body] = lines;
  return [head, shown.map(({ width }) => "─".repeat(width)).join("  "), ...body].join("\n");
}

/** A column's cells from its head on, all of one width. */
function column(name: string, values: readonly unknown[]): { cells: string[]; width: number } {
  const numbers = values.filter((value) => typeof value === "number");
  const numeric = values.length > 0 && numbers.length === values.length;
  const decimals = Math.max(0, ...numbers.map(decimalsOf));
  const texts = [name, ...values.map((value) => (numeric ? (value as number).toFixed(decimals) : cell(value)))];
  const width = Math.max(...texts.map((text) => text.length));
  return { cells: texts.map((text) => (numeric ? text.padStart(width) : text.padEnd(width))), width };
}

function decimalsOf(value: number): number {
  const [, point = "", exponent = "0"] = /^[^.e]*\.?(\d*)(?:e(.*))?$/.exec(String(rounded(value))) ?? [];
  return Math.min(20, Math.max(0, point.length - Number(exponent)));
}

function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(PRECISION));
}

function cell(value: unknown): string {
  if (typeof value === "number") {
    return String(rounded(value));
  }
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  return typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value);
}
