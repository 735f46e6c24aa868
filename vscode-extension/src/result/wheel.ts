// Zooming and moving by wheel and keys. The wheel belongs to the page until the chart has been clicked, so that whoever
// reads on is not caught by it; with Ctrl it zooms at once.

import type { IChartApi } from "lightweight-charts";

const STEP = 1.25;

export class Wheel {
  private held = false;
  private readonly ended = new AbortController();

  constructor(
    private readonly element: HTMLElement,
    private readonly chart: IChartApi,
  ) {
    const { signal } = this.ended;
    element.addEventListener(
      "pointerdown",
      () => {
        this.hold(true);
      },
      { signal },
    );
    element.addEventListener(
      "pointerleave",
      () => {
        this.hold(false);
      },
      { signal },
    );
    element.addEventListener(
      "wheel",
      (event) => {
        this.turn(event);
      },
      { signal, passive: false },
    );
    element.addEventListener(
      "keydown",
      (event) => {
        this.press(event);
      },
      { signal },
    );
    element.addEventListener(
      "dblclick",
      () => {
        this.chart.timeScale().fitContent();
      },
      { signal },
    );
  }

  dispose(): void {
    this.ended.abort();
  }

  private hold(held: boolean): void {
    this.held = held;
    this.element.classList.toggle("held", held);
  }

  private turn(event: WheelEvent): void {
    if (!(this.held || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (sideways) this.move(event.deltaX / Math.max(1, this.chart.timeScale().width()));
    else this.zoom(STEP ** (event.deltaY / 100), event.clientX - this.element.getBoundingClientRect().left);
  }

  private press(event: KeyboardEvent): void {
    const middle = this.chart.timeScale().width() / 2;
    const keys: Record<string, () => void> = {
      ArrowLeft: () => {
        this.move(-0.1);
      },
      ArrowRight: () => {
        this.move(0.1);
      },
      "+": () => {
        this.zoom(1 / STEP, middle);
      },
      "=": () => {
        this.zoom(1 / STEP, middle);
      },
      "-": () => {
        this.zoom(STEP, middle);
      },
      Home: () => {
        this.chart.timeScale().fitContent();
      },
    };
    const action = keys[event.key];
    if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  }

  /** Show `factor` times as many bars, with the one at `x` where it is. */
  private zoom(factor: number, x: number): void {
    const scale = this.chart.timeScale();
    const seen = scale.getVisibleLogicalRange();
    if (!seen) return;
    const share = Math.min(1, Math.max(0, x / Math.max(1, scale.width())));
    const length = Math.max(5, (seen.to - seen.from) * factor);
    const fixedPoint = seen.from + share * (seen.to - seen.from);
    scale.setVisibleLogicalRange({ from: fixedPoint - share * length, to: fixedPoint + (1 - share) * length });
  }

  private move(share: number): void {
    const scale = this.chart.timeScale();
    const seen = scale.getVisibleLogicalRange();
    if (!seen) return;
    const by = share * (seen.to - seen.from);
    scale.setVisibleLogicalRange({ from: seen.from + by, to: seen.to + by });
  }
}
