// How the chart looks in a theme.

import { type ChartOptions, CrosshairMode, type DeepPartial, LineStyle, type PriceFormat } from "lightweight-charts";
import type { Column } from "./document";
import { decimals, fixed, percent } from "./format";
import { faint, type Theme } from "./theme";

/** Options of the whole chart. */
export function look(theme: Theme): DeepPartial<ChartOptions> {
  return {
    layout: {
      background: { color: theme.background },
      textColor: theme.text,
      fontFamily: theme.font,
      fontSize: 11,
      // The notice and the link stand in the page's foot: the library's logo would need a style sheet of its own, which
      // the page's policy does not let in.
      attributionLogo: false,
      panes: { separatorColor: theme.border, separatorHoverColor: faint(theme.text, 0.2), enableResize: false },
    },
    grid: { vertLines: { color: theme.grid }, horzLines: { color: theme.grid } },
    crosshair: {
      mode: CrosshairMode.Normal,
      vertLine: { color: faint(theme.text, 0.6), labelBackgroundColor: theme.text },
      horzLine: { color: faint(theme.text, 0.6), labelBackgroundColor: theme.text },
    },
    rightPriceScale: { borderColor: theme.border, minimumWidth: 76 },
    timeScale: {
      borderColor: theme.border,
      timeVisible: true,
      secondsVisible: false,
      minBarSpacing: 0.001,
      rightOffset: 0,
      lockVisibleTimeRangeOnResize: true,
      enableConflation: true,
    },
    // A finger that moves up or down moves the page.
    handleScroll: { vertTouchDrag: false, mouseWheel: false },
    handleScale: { mouseWheel: false, axisPressedMouseMove: { time: true, price: true } },
    localization: { locale: "en-GB" },
    autoSize: false,
  };
}

const QUIET = { lastValueVisible: false, priceLineVisible: false, crosshairMarkerRadius: 3 } as const;
const MONEY: PriceFormat = {
  type: "custom",
  formatter: (value: number) => fixed(value, Math.abs(value) >= 1000 ? 0 : 2),
  minMove: 0.01,
};
const PERCENT: PriceFormat = { type: "custom", formatter: (value: number) => percent(value), minMove: 0.01 };

/** Options of each series. */
export function seriesLook(theme: Theme) {
  return {
    candles: {
      upColor: theme.gain,
      borderUpColor: theme.gain,
      wickUpColor: theme.gain,
      downColor: theme.loss,
      borderDownColor: theme.loss,
      wickDownColor: theme.loss,
      priceLineVisible: false,
    },
    volume: { priceScaleId: "volume", priceFormat: { type: "volume" as const }, ...QUIET },
    path: { ...QUIET, lineWidth: 2 as const, lineStyle: LineStyle.Dashed, pointMarkersVisible: true },
    equity: { ...QUIET, color: theme.equity, lineWidth: 2 as const, priceFormat: MONEY },
    hold: { ...QUIET, color: theme.hold, lineWidth: 1 as const, priceFormat: MONEY },
    other: { ...QUIET, color: theme.other, lineWidth: 2 as const, priceFormat: MONEY },
    drawdown: {
      ...QUIET,
      baseValue: { type: "price" as const, price: 0 },
      baseLineVisible: false,
      topLineColor: theme.drawdown,
      bottomLineColor: theme.drawdown,
      topFillColor1: "transparent",
      topFillColor2: "transparent",
      bottomFillColor1: faint(theme.drawdown, 0.08),
      bottomFillColor2: faint(theme.drawdown, 0.32),
      lineWidth: 1 as const,
      priceFormat: PERCENT,
    },
  };
}

/** Digits that tell the prices of a column apart. */
export function priceFormat(values: Column): PriceFormat {
  const smallest = Math.min(...values.slice(0, 20_000).filter((value): value is number => value !== null && value > 0));
  const digits = Number.isFinite(smallest) ? decimals(smallest) : 2;
  // Below the prices there is room for volumes, where the scale goes on: there are no prices to name.
  const told = (value: number): string => (value < 0 ? "" : fixed(value, digits));
  return { type: "custom", formatter: told, minMove: 10 ** -digits };
}
