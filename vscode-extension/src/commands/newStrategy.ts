import * as vscode from "vscode";
import { type Choices, range, TEMPLATES, TICKER, TIMEFRAMES } from "../features/templates";
import { LANGUAGE } from "../identity";

const TICKERS = [
  "BINANCE:BTC/USDT",
  "BINANCE:ETH/USDT",
  "BINANCE:SOL/USDT",
  "BINANCEFUTURESUSD:BTC/USDT:USDT",
  "UPBIT:BTC/KRW",
  "GATE:BTC/USDT",
  "HYPERLIQUID:BTC/USDC:USDC",
];
const OTHER = "$(edit) Another ticker …";

/** Asks for a template, a ticker and a timeframe; opens the script as a new, unsaved file. */
export async function newStrategy(): Promise<void> {
  const title = "New Strategy";
  const first: Choices = { ticker: "", timeframe: "1d", start: "", end: "" };
  const offered = Object.entries(TEMPLATES).map(([name, make]) => ({ name, make, ...labelled(make(first)) }));
  const template = await vscode.window.showQuickPick(offered, {
    title: `${title} (1/3)`,
    placeHolder: "What kind of strategy?",
    matchOnDetail: true,
  });
  const ticker = template && (await askTicker(`${title} (2/3)`));
  const timeframe =
    ticker &&
    (await vscode.window.showQuickPick([...TIMEFRAMES], { title: `${title} (3/3)`, placeHolder: "On which bars?" }));
  if (!timeframe) {
    return;
  }
  const { script } = template.make({ ticker, timeframe, ...range(timeframe, new Date()) });
  const document = await vscode.workspace.openTextDocument({ language: LANGUAGE, content: script });
  await vscode.window.showTextDocument(document);
}

function labelled({ label, detail }: { label: string; detail: string }): vscode.QuickPickItem {
  return { label, detail };
}

async function askTicker(title: string): Promise<string | undefined> {
  const chosen = await vscode.window.showQuickPick([...TICKERS, OTHER], { title, placeHolder: "Which market?" });
  if (chosen !== OTHER) {
    return chosen;
  }
  return vscode.window.showInputBox({
    title,
    prompt: "EXCHANGE:BASE/QUOTE, or EXCHANGE:BASE/QUOTE:SETTLE on a perpetual market",
    placeHolder: "BINANCE:BTC/USDT",
    validateInput: (text) => (TICKER.test(text) ? undefined : "A ticker looks like BINANCE:BTC/USDT."),
  });
}
