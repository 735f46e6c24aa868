// What stands in the corner of each pane: the values at the crosshair, or the last ones.

import type { Bars } from "./document";
import { h } from "./dom";
import { decimals, fixed, moment, NONE, price } from "./format";
import { placeOf } from "./series";

export interface Entry {
  label: string;
  value: string;
  /** Class of the value: a colour. */
  kind?: string | undefined;
}

/** A line of values in a pane's corner, and below it what happened at this bar. */
export class Legend {
  readonly element = h("div", { class: "legend" });
  private shown = "";

  show(title: string, entries: Entry[], events: string[] = []): void {
    const key = JSON.stringify([title, entries, events]);
    if (key === this.shown) return;
    this.shown = key;
    const values = entries.map((entry) =>
      h("span", {}, h("i", {}, entry.label), " ", h("b", { class: entry.kind ?? "" }, entry.value)),
    );
    const told = events.map((event) => h("div", { class: "event" }, event));
    this.element.replaceChildren(h("div", {}, ...(title ? [h("strong", {}, title)] : []), ...values), ...told);
  }

  /** Put it so far below the chart's upper edge, from 0 to 1. */
  place(share: number): void {
    this.element.style.top = `${100 * share}%`;
  }
}

/** What is told of the bar at `moment` (seconds since 1970), or of the last one. */
export function barEntries(bars: Bars, times: readonly number[], at: number | null): Entry[] {
  const place = at === null ? times.length - 1 : placeOf(times, at);
  const close = bars.close?.[place];
  const day: Entry = { label: moment(at ?? times[place]), value: "" };
  // The curves may go on where a ticker has no bars.
  if (close == null || (at !== null && times[place] !== at)) return [day];
  const open = bars.open?.[place] ?? close;
  const kind = close >= open ? "gain" : "loss";
  const digits = decimals(close);
  const told = (label: string, value: number | null | undefined): Entry => ({
    label,
    value: value == null ? NONE : fixed(value, digits),
    kind,
  });
  const traded = bars.volume?.[place];
  return [
    day,
    told("O", open),
    told("H", bars.high?.[place]),
    told("L", bars.low?.[place]),
    told("C", close),
    ...(traded == null ? [] : [{ label: "V", value: price(traded) }]),
  ];
}
