// The pane of prices: candles and volume, the marks of trades, and the way of one from its entry to its exit.

import {
  CandlestickSeries,
  HistogramSeries,
  type IChartApi,
  type ISeriesApi,
  type ISeriesMarkersPluginApi,
  LineSeries,
  PriceScaleMode,
  type Time,
  type UTCTimestamp,
  createSeriesMarkers,
} from "lightweight-charts";
import type { Bars, Trade } from "./document";
import { priceFormat, seriesLook } from "./look";
import { type TradeEvent, markersOf } from "./markers";
import { candles, volume } from "./series";
import type { Theme } from "./theme";

export class PricePane {
  private readonly candles: ISeriesApi<"Candlestick">;
  private readonly volume: ISeriesApi<"Histogram">;
  private readonly markers: ISeriesMarkersPluginApi<Time>;
  private readonly way: ISeriesApi<"Line">;
  private bars: Bars = {};

  /** Add the series to the pane of `chart` that has this number. */
  constructor(
    chart: IChartApi,
    pane: number,
    private theme: Theme,
  ) {
    const own = seriesLook(theme);
    this.candles = chart.addSeries(CandlestickSeries, own.candles, pane);
    this.volume = chart.addSeries(HistogramSeries, own.volume, pane);
    this.volume.priceScale().applyOptions({ scaleMargins: { top: 0.82, bottom: 0 } });
    this.candles.priceScale().applyOptions({ scaleMargins: { top: 0.16, bottom: 0.2 } });
    this.markers = createSeriesMarkers(this.candles);
    this.way = chart.addSeries(LineSeries, own.path, pane);
  }

  /** Show these bars, and no way of a trade. */
  show(bars: Bars): void {
    this.bars = bars;
    this.candles.applyOptions({ priceFormat: priceFormat(bars.close ?? []) });
    this.candles.setData(candles(bars));
    this.paintVolume();
    this.way.setData([]);
  }

  /** Mark what was traded; the trade in this place of the document is the chosen one. */
  mark(events: TradeEvent[], chosen: number | null): void {
    this.markers.setMarkers(markersOf(events, this.theme, chosen));
  }

  /** Draw a trade's way between the bars that begin at `start` and `stop`, in seconds since 1970. */
  showWay(trade: Trade, start: number, stop: number): void {
    if (trade.entry_price === null || trade.exit_price === null) return;
    const way = [
      { time: start as UTCTimestamp, value: trade.entry_price },
      { time: stop as UTCTimestamp, value: trade.exit_price },
    ];
    this.way.applyOptions({ color: (trade.pnl ?? 0) < 0 ? this.theme.loss : this.theme.gain });
    this.way.setData(start === stop ? way.slice(0, 1) : way);
  }

  setLogarithmic(on: boolean): void {
    this.candles.priceScale().applyOptions({ mode: on ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal });
  }

  repaint(theme: Theme): void {
    this.theme = theme;
    this.candles.applyOptions(seriesLook(theme).candles);
    this.paintVolume();
  }

  private paintVolume(): void {
    this.volume.setData(volume(this.bars, this.theme.volume, this.theme.volume));
  }
}
