// Price, equity and drawdown over one time axis, so that zoom and crosshair are the same for all.

import {
  type IChartApi,
  type IPaneApi,
  type MouseEventParams,
  type Time,
  type UTCTimestamp,
  createChart,
} from "lightweight-charts";
import { Curves } from "./curves";
import { type Bars, currencyOf, type ResultDocument, shortTicker, tickersOf } from "./document";
import { h } from "./dom";
import { moment } from "./format";
import { barEntries, Legend } from "./legend";
import { eventsOf, type TradeEvent } from "./markers";
import { look } from "./look";
import { PricePane } from "./prices";
import { placeOf, seconds } from "./series";
import { type Theme, themeOf } from "./theme";
import { Wheel } from "./wheel";

const LABEL = "Price, equity and drawdown over time. Arrow keys move, plus and minus zoom, Home shows all.";
const HEIGHTS = { price: 320, equity: 200, drawdown: 110, axis: 30 };

export interface ChartOptions {
  /** Called when a trade's marker is clicked, with its place in the document's trades. */
  onTrade?: (trade: number) => void;
  /** Called when another ticker is shown, for whatever reason. */
  onTicker?: (ticker: string) => void;
}

/** Whether there is anything to draw. */
export function hasCurves(result: ResultDocument): boolean {
  return Boolean(result.equity?.time?.length) || Object.values(result.prices ?? {}).some((bars) => bars.time?.length);
}

/** The chart of a result, and of the one that it is held against, if any. */
export class ResultChart {
  readonly element = h("div", { class: "chart", tabindex: "0", role: "application", "aria-label": LABEL });
  ticker: string;
  private readonly chart: IChartApi;
  private readonly panes: [IPaneApi<Time>, Legend][] = [];
  private readonly curves: Curves | null;
  private readonly price: PricePane | null;
  /** Of all panes and the time axis, in pixels. */
  private readonly height: number;
  private theme: Theme;
  private bars: Bars = {};
  private times: number[] = [];
  private events: TradeEvent[] = [];
  private chosen: number | null = null;
  private paper: HTMLCanvasElement | null = null;
  private readonly wheel: Wheel;
  private readonly resized: ResizeObserver;

  constructor(
    private readonly host: HTMLElement,
    private readonly result: ResultDocument,
    against: ResultDocument | null,
    private readonly options: ChartOptions = {},
  ) {
    host.append(this.element);
    this.theme = themeOf(host);
    const priced = tickersOf(result).filter((ticker) => result.prices?.[ticker]?.time?.length);
    this.ticker = priced[0] ?? "";
    const curves = result.equity ?? {};
    this.height =
      (this.ticker ? HEIGHTS.price : 0) + (curves.equity ? HEIGHTS.equity + HEIGHTS.drawdown : 0) + HEIGHTS.axis;
    this.element.style.height = `${this.height}px`;
    this.chart = createChart(this.element, { ...look(this.theme), width: host.clientWidth, height: this.height });
    const pane = (): [number, Legend] => this.pane();
    this.price = this.ticker ? new PricePane(this.chart, pane()[0], this.theme) : null;
    this.curves = curves.equity && curves.time ? new Curves(this.chart, result, against, this.theme, pane) : null;
    for (const [at, heightOf] of this.stretches().entries()) this.chart.panes()[at]?.setStretchFactor(heightOf);
    if (this.price) this.showTicker(this.ticker);
    this.chart.subscribeCrosshairMove((event) => {
      this.tell(event);
    });
    this.chart.subscribeClick((event) => {
      const trade = Number(event.hoveredInfo?.objectId ?? Number.NaN);
      if (Number.isInteger(trade)) this.options.onTrade?.(trade);
    });
    this.wheel = new Wheel(this.element, this.chart);
    this.resized = new ResizeObserver(() => {
      this.fit(this.host.clientWidth);
    });
    this.resized.observe(host);
    this.showAll();
    this.tell();
  }

  /** Show the prices and trades of another ticker. */
  showTicker(ticker: string): void {
    const bars = this.result.prices?.[ticker];
    if (!this.price || !bars) return;
    this.ticker = ticker;
    this.bars = bars;
    this.times = (bars.time ?? []).map(seconds);
    this.price.show(bars);
    const { trades = [], open_positions: open = [] } = this.result;
    this.events = eventsOf(trades, open, ticker, this.times, currencyOf(this.result));
    this.mark(null);
    this.tell();
    this.options.onTicker?.(ticker);
  }

  /** Zoom to a trade, given by its place in the document's trades, and show its way from entry to exit. */
  showTrade(at: number): void {
    const trade = this.result.trades?.[at];
    if (!trade?.entry_time) return;
    if (trade.ticker && trade.ticker !== this.ticker) this.showTicker(trade.ticker);
    const from = seconds(trade.entry_time);
    const to = seconds(trade.exit_time ?? trade.entry_time);
    const times = this.price ? this.times : (this.result.equity?.time ?? []).map(seconds);
    const [first, last] = [placeOf(times, from), placeOf(times, to)];
    const around = Math.max(20, Math.round(0.6 * (last - first)));
    const begin = times[Math.max(0, first - around)];
    const end = times[Math.min(times.length - 1, last + around)];
    if (begin === undefined || end === undefined) return;
    this.chart.timeScale().setVisibleRange({ from: begin as UTCTimestamp, to: end as UTCTimestamp });
    this.mark(at);
    const [start, stop] = [times[first], times[last]];
    if (start !== undefined && stop !== undefined) this.price?.showWay(trade, start, stop);
  }

  showAll(): void {
    const length = Math.max(this.times.length, this.result.equity?.time?.length ?? 0);
    this.chart.timeScale().setVisibleLogicalRange({ from: -0.5, to: length - 0.5 });
  }

  /** Show the last `days` before the end of what is shown now, or all where that is less. */
  showDays(days: number): void {
    const seen = this.chart.timeScale().getVisibleRange();
    const times = this.times.length ? this.times : (this.result.equity?.time ?? []).map(seconds);
    const [first, last] = [times[0], times.at(-1)];
    if (!seen || first === undefined || last === undefined) return;
    const end = Math.min(last, seen.to as number);
    const from = Math.max(first, end - days * 86_400);
    const to = Math.min(last, from + days * 86_400);
    this.chart.timeScale().setVisibleRange({ from: from as UTCTimestamp, to: to as UTCTimestamp });
  }

  /** The moments between which bars are seen, in seconds since 1970. */
  range(): [number, number] | null {
    const seen = this.chart.timeScale().getVisibleRange();
    return seen ? [seen.from as number, seen.to as number] : null;
  }

  setLogarithmic(on: boolean): void {
    this.price?.setLogarithmic(on);
  }

  /** Take the colours that hold now. */
  repaint(): void {
    this.theme = themeOf(this.host);
    this.chart.applyOptions(look(this.theme));
    this.price?.repaint(this.theme);
    this.curves?.repaint(this.theme);
    this.mark(this.chosen);
  }

  /** Take `width` pixels. */
  fit(width: number): void {
    if (this.paper) return;
    this.chart.resize(width, this.height, true);
    this.placeLegends();
  }

  /** Be a picture of `width` pixels in the colours that hold now, for paper; null ends that. */
  freeze(width: number | null): void {
    const seen = this.chart.timeScale().getVisibleLogicalRange();
    this.paper?.remove();
    this.paper = null;
    this.element.classList.toggle("frozen", width !== null);
    this.repaint();
    this.fit(width ?? this.host.clientWidth);
    if (seen) this.chart.timeScale().setVisibleLogicalRange(seen);
    if (width === null) return;
    // What is drawn in the next frame comes too late for paper.
    this.paper = this.chart.takeScreenshot();
    this.paper.classList.add("paper");
    this.element.append(this.paper);
  }

  dispose(): void {
    this.resized.disconnect();
    this.wheel.dispose();
    this.chart.remove();
    this.element.remove();
  }

  private stretches(): number[] {
    return [...(this.price ? [HEIGHTS.price] : []), HEIGHTS.equity, HEIGHTS.drawdown];
  }

  private pane(): [number, Legend] {
    const at = this.panes.length;
    const pane = this.chart.panes()[at] ?? this.chart.addPane();
    const legend = new Legend();
    this.panes.push([pane, legend]);
    this.element.append(legend.element);
    return [at, legend];
  }

  private mark(chosen: number | null): void {
    this.chosen = chosen;
    this.price?.mark(this.events, chosen);
  }

  /** Fill the legends with the values at the crosshair, or with the last ones. */
  private tell(event?: MouseEventParams): void {
    const at = event?.time === undefined ? null : (event.time as number);
    if (this.price) {
      this.panes[0]?.[1].show(
        shortTicker(this.ticker),
        barEntries(this.bars, this.times, at),
        at === null ? [] : this.eventsAt(at),
      );
    }
    this.curves?.tell(this.price || at === null ? "" : moment(at), event);
    this.placeLegends();
  }

  private eventsAt(at: number): string[] {
    const found = this.events.filter((one) => (one.time as number) === at).map((one) => one.says);
    return found.length > 4 ? [...found.slice(0, 3), `and ${found.length - 3} more`] : found;
  }

  private placeLegends(): void {
    let top = 4;
    for (const [pane, legend] of this.panes) {
      legend.place(top / this.height);
      top += pane.getHeight() + 1;
    }
  }
}
