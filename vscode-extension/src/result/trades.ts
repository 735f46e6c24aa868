// Closed trades: sorted by any column, filtered by ticker; a click shows one in the chart.

import { currencyOf, type ResultDocument, shortTicker, type Trade } from "./document";
import { h, section, tone } from "./dom";
import { count, moment, money, NONE, percent, price, quantity } from "./format";

interface ColumnOf {
  head: string;
  key: keyof Trade;
  number: boolean;
  text: (trade: Trade) => string;
  kind?: (trade: Trade) => string | undefined;
}

/** So many rows are made at a time: what nobody looks at costs nothing. */
const PAGE = 200;

export class TradesTable {
  readonly element: HTMLElement | null;
  private readonly body = h("tbody");
  private readonly more = h("button", {
    type: "button",
    class: "more",
    click: () => {
      this.grow();
    },
  });
  private readonly heads: HTMLElement[];
  private readonly columns: ColumnOf[];
  private readonly trades: Trade[];
  private order: number[];
  private sorted: { column: ColumnOf | undefined; down: boolean };
  private shown = PAGE;
  private chosen: number | null = null;

  constructor(
    result: ResultDocument,
    private readonly onTrade: (trade: number) => void,
  ) {
    this.trades = result.trades ?? [];
    this.columns = columnsOf(result);
    this.sorted = { column: this.columns.find((one) => one.key === "entry_time"), down: false };
    this.order = this.inOrder();
    this.heads = this.columns.map((column) =>
      h(
        "th",
        { scope: "col", class: column.number ? "number" : undefined },
        h(
          "button",
          {
            type: "button",
            click: () => {
              this.sort(column);
            },
          },
          column.head,
        ),
      ),
    );
    const table = h("table", { class: "trades" }, h("thead", {}, h("tr", {}, ...this.heads)), this.body);
    this.body.addEventListener("click", (event) => {
      this.clicked(event);
    });
    this.body.addEventListener("keydown", (event) => {
      if (event.key === "Enter") this.clicked(event);
    });
    this.element = this.trades.length
      ? section(
          "trades",
          `Trades (${count(this.trades.length)})`,
          h("p", { class: "hint" }, "A click on a trade shows it in the chart."),
          h("div", { class: "scroll tall", tabindex: "0" }, table),
          this.more,
        )
      : null;
    this.fill();
  }

  /** Mark a trade and bring it into view. */
  choose(trade: number): void {
    this.chosen = trade;
    const place = this.order.indexOf(trade);
    if (place >= this.shown) this.shown = (Math.floor(place / PAGE) + 1) * PAGE;
    this.fill();
    this.body.querySelector(`[data-trade="${trade}"]`)?.scrollIntoView({ block: "nearest" });
  }

  private clicked(event: Event): void {
    const row = event.target instanceof Element ? event.target.closest("tr[data-trade]") : null;
    const trade = Number(row?.getAttribute("data-trade") ?? Number.NaN);
    if (!Number.isInteger(trade)) return;
    this.chosen = trade;
    for (const one of this.body.children) one.classList.toggle("chosen", one === row);
    this.onTrade(trade);
  }

  private sort(column: ColumnOf): void {
    this.sorted = { column, down: this.sorted.column === column ? !this.sorted.down : column.number };
    this.order = this.inOrder();
    this.fill();
  }

  /** The places of the trades in the order that is shown; those that say nothing there come last. */
  private inOrder(): number[] {
    const { column, down } = this.sorted;
    const places = this.trades.map((_, at) => at);
    if (!column) return places;
    const sign = down ? -1 : 1;
    return places.sort((a, b) => {
      const [one, other] = [this.trades[a]?.[column.key], this.trades[b]?.[column.key]];
      if (one == null || other == null) return (one == null ? 1 : 0) - (other == null ? 1 : 0);
      const numbers = typeof one === "number" && typeof other === "number";
      return sign * (numbers ? one - other : String(one) < String(other) ? -1 : String(one) > String(other) ? 1 : 0);
    });
  }

  private grow(): void {
    this.shown += 5 * PAGE;
    this.fill();
  }

  private fill(): void {
    this.columns.forEach((column, at) => {
      const sorted = this.sorted.column === column ? (this.sorted.down ? "descending" : "ascending") : "none";
      this.heads[at]?.setAttribute("aria-sort", sorted);
    });
    const rows = this.order.slice(0, this.shown).flatMap((at) => {
      const trade = this.trades[at];
      return trade ? [this.row(trade, at)] : [];
    });
    this.body.replaceChildren(...rows);
    const left = this.trades.length - rows.length;
    this.more.hidden = left === 0;
    this.more.textContent = `Show more (${quantity(left, "trade")} left)`;
  }

  private row(trade: Trade, at: number): HTMLElement {
    const cells = this.columns.map((column) => {
      const classes = [column.number ? "number" : "", column.kind?.(trade) ?? ""].filter(Boolean).join(" ");
      return h("td", { class: classes || undefined }, column.text(trade));
    });
    return h(
      "tr",
      { "data-trade": String(at), tabindex: "0", class: at === this.chosen ? "chosen" : undefined },
      ...cells,
    );
  }
}

/** The columns in which a trade says something. */
function columnsOf(result: ResultDocument): ColumnOf[] {
  const currency = currencyOf(result);
  const all: ColumnOf[] = [
    { head: "Ticker", key: "ticker", number: false, text: (one) => (one.ticker ? shortTicker(one.ticker) : NONE) },
    {
      head: "Side",
      key: "side",
      number: false,
      text: (one) => one.side ?? NONE,
      kind: (one) => one.side?.toLowerCase(),
    },
    { head: "Entry (UTC)", key: "entry_time", number: false, text: (one) => moment(one.entry_time) },
    { head: "Exit (UTC)", key: "exit_time", number: false, text: (one) => moment(one.exit_time) },
    {
      head: `P&L${currency && ` (${currency})`}`,
      key: "pnl",
      number: true,
      text: (one) => money(one.pnl, "", true),
      kind: (one) => tone(one.pnl),
    },
    {
      head: "P&L",
      key: "pnl_pct",
      number: true,
      text: (one) => percent(one.pnl_pct, true),
      kind: (one) => tone(one.pnl_pct),
    },
    { head: "Entry price", key: "entry_price", number: true, text: (one) => price(one.entry_price) },
    { head: "Exit price", key: "exit_price", number: true, text: (one) => price(one.exit_price) },
    { head: "Size", key: "size", number: true, text: (one) => price(one.size) },
    { head: "Bars", key: "bars", number: true, text: (one) => count(one.bars) },
    { head: "Fees", key: "fees", number: true, text: (one) => money(one.fees, "") },
    { head: "Ended by", key: "reason", number: false, text: (one) => one.reason ?? NONE },
    {
      head: "Lines",
      key: "entry_line",
      number: true,
      text: (one) => [one.entry_line, one.exit_line].filter((line) => line !== null).join(" → ") || NONE,
    },
  ];
  return all.filter((column) => (result.trades ?? []).some((trade) => trade[column.key] != null));
}
