// Columns of the document as points of the charting library.

import type { CandlestickData, HistogramData, LineData, UTCTimestamp, WhitespaceData } from "lightweight-charts";
import type { Bars, Column, Curves, Times } from "./document";

export type Point = LineData<UTCTimestamp> | WhitespaceData<UTCTimestamp>;
export type Candle = CandlestickData<UTCTimestamp> | WhitespaceData<UTCTimestamp>;

/** Seconds since 1970. */
export function seconds(time: string | number): UTCTimestamp {
  return (typeof time === "number" ? time : Date.parse(time) / 1000) as UTCTimestamp;
}

/** A line over time; where there is no value, there is a gap. */
export function line(times: Times, values: Column | undefined): Point[] {
  return times.map((time, at) => {
    const value = values?.[at];
    return value == null ? { time: seconds(time) } : { time: seconds(time), value };
  });
}

export function candles(bars: Bars): Candle[] {
  return (bars.time ?? []).map((moment, at) => {
    const time = seconds(moment);
    const close = bars.close?.[at];
    if (close == null) return { time };
    const open = bars.open?.[at] ?? close;
    return {
      time,
      open,
      high: bars.high?.[at] ?? Math.max(open, close),
      low: bars.low?.[at] ?? Math.min(open, close),
      close,
    };
  });
}

export function volume(bars: Bars, up: string, down: string): HistogramData<UTCTimestamp>[] {
  return (bars.time ?? []).map((moment, at) => ({
    time: seconds(moment),
    value: bars.volume?.[at] ?? 0,
    color: (bars.close?.[at] ?? 0) >= (bars.open?.[at] ?? 0) ? up : down,
  }));
}

/** How far equity is below its peak, in percent, so never above 0. `start` is what it was before the first bar. */
export function drawdown(curves: Curves, start: number | null): Column {
  if (curves.drawdown) return curves.drawdown;
  let peak = start ?? Number.NEGATIVE_INFINITY;
  return (curves.equity ?? []).map((value) => {
    if (value == null) return null;
    peak = Math.max(peak, value);
    return peak > 0 ? Math.min(0, 100 * (value / peak - 1)) : null;
  });
}

/** The place of the last of `times` (ascending) that is not after `moment`; 0 where none is. */
export function placeOf(times: readonly number[], moment: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= moment) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}
