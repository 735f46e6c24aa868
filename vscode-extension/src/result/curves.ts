// The curves below the prices: equity beside buying and holding, and the drawdown.

import {
  BaselineSeries,
  type IChartApi,
  type ISeriesApi,
  type LineData,
  LineSeries,
  type MouseEventParams,
} from "lightweight-charts";
import { currencyOf, type ResultDocument } from "./document";
import { money, OTHER_RUN, percent, THIS_RUN } from "./format";
import type { Entry, Legend } from "./legend";
import { seriesLook } from "./look";
import { drawdown, line } from "./series";
import type { Theme } from "./theme";

type Kind = "equity" | "hold" | "other" | "drawdown";

interface Curve {
  series: ISeriesApi<"Line" | "Baseline">;
  label: string;
  kind: Kind;
  legend: Legend;
}

export class Curves {
  private readonly all: Curve[] = [];
  private readonly currency: string;

  /** Curves of `result`, and of the one that it is held against, if any. `pane` gives the next pane's number. */
  constructor(
    private readonly chart: IChartApi,
    result: ResultDocument,
    against: ResultDocument | null,
    theme: Theme,
    pane: () => [number, Legend],
  ) {
    this.currency = currencyOf(result);
    const own = seriesLook(theme);
    const [at, legend] = pane();
    const add = (
      kind: "equity" | "hold" | "other",
      label: string,
      of: ResultDocument,
      column: "equity" | "buy_and_hold",
    ): void => {
      const values = of.equity?.[column];
      if (!values || !of.equity?.time) return;
      const series = chart.addSeries(LineSeries, own[kind], at);
      series.setData(line(of.equity.time, values));
      this.all.push({ series, label, kind, legend });
    };
    add("hold", "Buy and hold", result, "buy_and_hold");
    if (against) add("other", OTHER_RUN, against, "equity");
    add("equity", against ? THIS_RUN : "Equity", result, "equity");
    this.leaveRoom(at, 0.2, 0.08);
    const [below, legendBelow] = pane();
    const cash = result.settings?.initial_cash;
    const fall = chart.addSeries(BaselineSeries, own.drawdown, below);
    fall.setData(
      line(result.equity?.time ?? [], drawdown(result.equity ?? {}, typeof cash === "number" ? cash : null)),
    );
    this.leaveRoom(below, 0.24, 0.06);
    this.all.push({ series: fall, label: "Drawdown", kind: "drawdown", legend: legendBelow });
  }

  repaint(theme: Theme): void {
    const own = seriesLook(theme);
    for (const { series, kind } of this.all) series.applyOptions(own[kind]);
  }

  /** Fill the legends under this heading with the values at the crosshair; without it with the last ones. */
  tell(heading: string, event?: MouseEventParams): void {
    for (const legend of new Set(this.all.map((one) => one.legend))) {
      const own = this.all.filter((one) => one.legend === legend);
      legend.show(
        heading,
        own.map((one) => this.entry(one, event)),
      );
    }
  }

  private entry({ series, label, kind }: Curve, event?: MouseEventParams): Entry {
    const last = (): LineData | undefined => [...series.data()].reverse().find((one) => "value" in one);
    const point = (event?.time === undefined ? last() : event.seriesData.get(series)) as LineData | undefined;
    const value = point?.value;
    return {
      label,
      value: kind === "drawdown" ? percent(value) : money(value, this.currency),
      kind: `of-${kind}`,
    };
  }

  private leaveRoom(pane: number, top: number, bottom: number): void {
    this.chart.panes()[pane]?.priceScale("right").applyOptions({ scaleMargins: { top, bottom } });
  }
}
