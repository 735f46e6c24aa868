// Elements made from plain values. Text is only ever text: nothing of a result is read as HTML.

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | boolean | undefined | ((event: Event) => void)>;

/** An element with attributes (functions listen to events of that name) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (typeof value === "string") element.setAttribute(name, value);
  }
  element.append(
    ...children.filter((child): child is Node | string => child instanceof Node || typeof child === "string"),
  );
  return element;
}

/** A section with its heading; null where there is nothing to put in it. */
export function section(id: string, title: string, ...children: Child[]): HTMLElement | null {
  const inside = children.filter((child) => child !== null && child !== undefined && child !== false);
  return inside.length > 0
    ? h("section", { id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title` }, title), ...inside)
    : null;
}

export interface Cell {
  text: string;
  /** Classes of the cell, such as `gain` and `loss`. */
  kind?: string | undefined;
  title?: string | undefined;
}

/** A table of texts; `numbers` are the columns (from 0) whose figures stand below each other. */
export function table(heads: string[], rows: (string | Cell)[][], numbers: number[]): HTMLElement {
  const aligned = new Set(numbers);
  const classes = (column: number, kind = ""): string | undefined =>
    [aligned.has(column) ? "number" : "", kind].filter(Boolean).join(" ") || undefined;
  const body = rows.map((row) =>
    h(
      "tr",
      {},
      ...row.map((cell, column) =>
        typeof cell === "string"
          ? h("td", { class: classes(column) }, cell)
          : h("td", { class: classes(column, cell.kind), title: cell.title }, cell.text),
      ),
    ),
  );
  const head = h("tr", {}, ...heads.map((text, column) => h("th", { scope: "col", class: classes(column) }, text)));
  return h("div", { class: "scroll", tabindex: "0" }, h("table", {}, h("thead", {}, head), h("tbody", {}, ...body)));
}

/** The class of a number that is good above 0 and bad below. */
export function tone(value: number | null | undefined): string | undefined {
  return value == null || value === 0 ? undefined : value > 0 ? "gain" : "loss";
}
