import type { ResultDocument } from "../result/document";

/** What the result's panel keeps over a reload of the window. */
export interface PanelState {
  readonly resultId: string;
  readonly against: string | null;
  /** URI of the script; null where it is not known. */
  readonly script: string | null;
  /** How far down the page was, in pixels. */
  readonly scroll?: number;
}

/** From the extension to the panel. */
export interface Show {
  readonly type: "show";
  readonly document: ResultDocument;
  readonly against: ResultDocument | null;
  readonly state: PanelState;
}

/** From the panel to the extension. */
export type FromPanel = { readonly type: "ready" } | { readonly type: "line"; readonly line: number };

/** Whether a message is one of the panel's. */
export function isFromPanel(message: unknown): message is FromPanel {
  const { type, line } = (message ?? {}) as { type?: unknown; line?: unknown };
  return type === "ready" || (type === "line" && typeof line === "number" && Number.isInteger(line) && line > 0);
}
