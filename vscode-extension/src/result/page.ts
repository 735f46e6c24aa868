// The report: a page that holds its result.

import type { ResultDocument } from "./document";
import { type Shown, show } from "./show";

declare global {
  interface Window {
    /** Set when the page is complete. */
    signalDslReport?: ReturnType<typeof show>;
  }
}

// Pixels across a sheet (A4 or Letter) between its margins.
const PAPER = 680;

const data = document.getElementById("data")?.textContent ?? "{}";
const root = document.getElementById("root");
if (root) {
  const shown = JSON.parse(data) as { document: ResultDocument; against?: ResultDocument | null } & Shown;
  const view = show(root, shown);
  window.signalDslReport = view;
  addEventListener("beforeprint", () => {
    view.print(PAPER);
  });
  addEventListener("afterprint", () => {
    view.print(null);
  });
}
