import type { ResultDocument } from "../result/document";

/** The server's commands (docs/server-commands.md): what each takes and what it answers. */
export interface Requests {
  validate: [{ uri: string }, { valid: boolean; origin: string | null; message: string; simulated?: boolean }];
  /** The document is null where the run was cancelled. */
  backtest: [{ uri: string; force?: boolean }, { document: ResultDocument | null; message?: string }];
  cancel: [{ backtest_id?: string }, { cancelled: boolean; message: string }];
  results: [{ path?: string }, { results: Kept[] }];
  result: [{ result_id: string }, { document: ResultDocument }];
  /** The page is HTML. */
  report: [{ result_id: string; against?: string | null }, { page: string }];
  evaluate: [Expression, Table];
  scan: [Expression, Table];
  rank: [Expression, Table];
  sync: [Nothing, { message: string }];
  /** With its origin, a key is taken for that one alone and not tried. */
  key: [{ key: string | null; origin?: string }, { origin?: string; message: string }];
  register: [{ display_name: string; description: string }, { key: string; origin: string; message: string }];
  claim: [{ display_name?: string }, { claim_code: string; url: string; message: string }];
  rule: [{ code: string }, { title: string; markdown: string }];
  rules: [Nothing, { rules: { code: string; name: string; severity: string; summary: string }[] }];
  status: [{ uri: string }, Status];
}

export type RequestName = keyof Requests;
export type Nothing = Record<string, never>;

/** A result that is kept on this machine. */
export interface Kept {
  readonly result_id: string;
  readonly created: string | null;
  /** Of the script. */
  readonly path: string | null;
  readonly metrics: Readonly<Record<string, number | null>>;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly simulated: boolean;
}

export interface Expression {
  readonly uri: string;
  readonly expression: string;
}

/** What the market endpoints answer. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  readonly message: string;
}

export interface Status {
  readonly version: string;
  readonly python: string;
  /** `description` says it in words. */
  readonly catalog: { readonly source: string; readonly fetched: string | null; readonly description?: string };
  /** In bars; null where it cannot be known. */
  readonly lookback: number | null;
  readonly bars_needed: number | null;
  readonly signed_in: boolean;
  readonly origin: string | null;
  readonly simulated: boolean;
}
