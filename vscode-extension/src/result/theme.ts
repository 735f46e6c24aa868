// Colours come from the style sheet (`--gain`, `--loss` …), so that a page, a print and an editor can each have theirs.

export interface Theme {
  background: string;
  text: string;
  grid: string;
  border: string;
  gain: string;
  loss: string;
  long: string;
  short: string;
  equity: string;
  hold: string;
  other: string;
  drawdown: string;
  volume: string;
  font: string;
}

const NAMES: Record<keyof Theme, string> = {
  background: "--chart-background",
  text: "--muted",
  grid: "--grid",
  border: "--line",
  gain: "--candle-up",
  loss: "--candle-down",
  long: "--long",
  short: "--short",
  equity: "--equity",
  hold: "--hold",
  other: "--other",
  drawdown: "--drawdown",
  volume: "--volume",
  font: "--font",
};

/** The colours that hold for an element now. */
export function themeOf(element: HTMLElement): Theme {
  const style = getComputedStyle(element);
  const entries = Object.entries(NAMES).map(([name, property]) => [name, style.getPropertyValue(property).trim()]);
  return Object.fromEntries(entries) as Theme;
}

/** Call `changed` whenever the colours may be others. Gives the function that ends this. */
export function watchTheme(changed: () => void): () => void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // An editor tells its theme by the body's classes.
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class", "data-vscode-theme-id"] });
  dark.addEventListener("change", changed);
  return () => {
    observer.disconnect();
    dark.removeEventListener("change", changed);
  };
}

/** `#rrggbb` with an opacity from 0 to 1. Other notations stay as they are. */
export function faint(colour: string, opacity: number): string {
  const long = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/i.exec(colour);
  const hex = long
    ? `#${long
        .slice(1)
        .map((digit) => digit + digit)
        .join("")}`
    : colour;
  return /^#[0-9a-f]{6}$/i.test(hex)
    ? hex +
        Math.round(opacity * 255)
          .toString(16)
          .padStart(2, "0")
    : colour;
}
