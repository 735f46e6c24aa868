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

/** For a colour that an editor's theme does not have. */
const UNKNOWN = "#80808080";

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

/** The colours that hold for an element now, as `#rrggbb` or `#rrggbbaa`. */
export function themeOf(element: HTMLElement): Theme {
  const style = getComputedStyle(element);
  const entries = Object.entries(NAMES).map(([name, property]) => {
    const value = style.getPropertyValue(property).trim();
    return [name, name === "font" ? value || "sans-serif" : hex(value)];
  });
  return Object.fromEntries(entries) as Theme;
}

/** A colour in whatever notation as `#rrggbbaa`: an editor's may be in one that the charting library does not read. */
function hex(colour: string): string {
  const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  if (!context || !CSS.supports("color", colour)) return UNKNOWN;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const pixel = [...context.getImageData(0, 0, 1, 1).data];
  return `#${pixel.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Whether it is dark where an element is shown: the editor's theme tells, and outside of editors the system's. */
export function isDark(): boolean {
  const editor = /\bvscode-(dark|light|high-contrast-light|high-contrast)\b/.exec(document.body.className)?.[1];
  return editor ? !editor.endsWith("light") : matchMedia("(prefers-color-scheme: dark)").matches;
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

/** `#rrggbb` or `#rrggbbaa`, so much (from 0 to 1) as opaque as it is. */
export function faint(colour: string, opacity: number): string {
  const own = colour.length > 7 ? parseInt(colour.slice(7), 16) / 255 : 1;
  const alpha = Math.round(own * opacity * 255);
  return colour.slice(0, 7) + alpha.toString(16).padStart(2, "0");
}
