import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import * as vscode from "vscode";
import { COMMANDS } from "../../../src/identity";
import snippets from "../../../snippets/signal-dsl.json";
import { at, close, open, untitled } from "../support/documents";
import { provided } from "../support/waiting";

/** As many items are resolved, that is, come with their documentation. */
const RESOLVED = 50;

/** What is offered at the end of a text. */
async function offered(text: string, trigger?: string): Promise<vscode.CompletionItem[]> {
  const document = await untitled(text);
  const end = document.lineAt(document.lineCount - 1).range.end;
  const list = await provided<vscode.CompletionList>(
    "vscode.executeCompletionItemProvider",
    document.uri,
    end,
    trigger,
    RESOLVED,
  );
  return list.items;
}

function named(items: readonly vscode.CompletionItem[], name: string): vscode.CompletionItem {
  const found = items.find((one) => labelOf(one) === name);
  assert.ok(found, `${name} is not among ${items.map(labelOf).join(", ")}`);
  return found;
}

function labelOf({ label }: vscode.CompletionItem): string {
  return typeof label === "string" ? label : label.label;
}

/** What VS Code writes, tab stops included. */
function inserted({ insertText, label }: vscode.CompletionItem): string {
  const text = insertText ?? label;
  return typeof text === "string" ? text : "value" in text ? text.value : text.label;
}

function pageOf({ documentation }: vscode.CompletionItem): string {
  return typeof documentation === "string" ? documentation : (documentation?.value ?? "");
}

describe("completion", () => {
  afterEach(close);

  it("offers functions with signature, page and arguments to fill in", async () => {
    const ema = named(await offered("trend = em"), "ema");
    assert.equal(ema.kind, vscode.CompletionItemKind.Function);
    assert.match(ema.detail ?? "", /real/);
    assert.match(pageOf(ema), /average/i);
    assert.match(inserted(ema), /^ema\(.*\$\{?\d/);
  });

  it("offers variables, and names of the script, as what they are", async () => {
    const items = await offered("slow = ema(close, 50)\nsignal = ");
    assert.equal(named(items, "slow").kind, vscode.CompletionItemKind.Variable);
    assert.notEqual(named(items, "close").kind, vscode.CompletionItemKind.Function);
    const scripts = items.findIndex((one) => labelOf(one) === "slow");
    assert.ok((items[scripts]?.sortText ?? "") < (named(items, "sma").sortText ?? ""), "one's own names come first");
  });

  it("offers what an argument may be", async () => {
    const items = await offered('emit_signal(close > 1, entry("BINANCE:BTC/USDT", "', '"');
    assert.deepEqual(
      items
        .map(labelOf)
        .filter((label) => /LONG|SHORT/.test(label))
        .sort(),
      ["LONG", "SHORT"],
    );
  });

  it("offers the tickers of the universe in quotes, and replaces what stands there", async () => {
    const document = await open("sound.signal");
    const place = at(document, 'entry("BINANCE:BTC/USDT"', 'entry("'.length);
    const list = await provided<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      place,
      '"',
    );
    const ticker = named(list.items, "BINANCE:ETH/USDT");
    const range = ticker.range instanceof vscode.Range ? ticker.range : ticker.range?.replacing;
    assert.ok(range);
    assert.equal(document.getText(range), "BINANCE:BTC/USDT");
  });

  it("offers settings in the head of a script", async () => {
    const items = await offered("# /// backtest\n# ");
    for (const name of ["universe", "timeframe", "start_date"]) {
      assert.equal(named(items, name).kind, vscode.CompletionItemKind.Property);
    }
  });

  it("comes by itself after the characters that lead to something", async () => {
    const items = await offered("x = sma(close, ", ",");
    assert.ok(items.length > 0);
    assert.equal(
      (await offered("x = 1 ", " ")).filter(({ kind }) => kind === vscode.CompletionItemKind.Function).length,
      0,
    );
  });

  it("offers the snippets that package.json contributes", async () => {
    const items = await offered("");
    for (const [name, { prefix }] of Object.entries(snippets)) {
      const prefixes = typeof prefix === "string" ? [prefix] : prefix;
      const found = items.filter(
        (one) => one.kind === vscode.CompletionItemKind.Snippet && prefixes.includes(labelOf(one)),
      );
      assert.ok(found.length > 0, name);
    }
  });

  it("names no command that is not there", async () => {
    const items = await offered("x = ");
    const commands = items.flatMap(({ command }) => (command ? [command.command] : []));
    assert.deepEqual(
      commands.filter((name) => name.startsWith("signal-dsl") && !COMMANDS.includes(name)),
      [],
    );
  });
});

describe("hover and signature", () => {
  afterEach(close);

  it("tell what a name is, what it needs, and where it stands", async () => {
    const document = await open("sound.signal");
    const place = at(document, "ema(close, 50)", 1);
    const [hover] = await provided<vscode.Hover[]>("vscode.executeHoverProvider", document.uri, place);
    assert.ok(hover?.range);
    assert.equal(document.getText(hover.range), "ema");
    const pages = hover.contents.filter((one) => one instanceof vscode.MarkdownString);
    assert.match(pages.map(({ value }) => value).join("\n"), /49 bars/);
    assert.ok(
      pages.every(({ isTrusted }) => !isTrusted),
      "what a script says runs nothing",
    );
  });

  it("explain a setting of the head", async () => {
    const document = await open("sound.signal");
    const [hover] = await provided<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      at(document, "timeframe", 2),
    );
    assert.ok(hover?.range);
    assert.equal(document.getText(hover.range), "timeframe");
  });

  it("say which argument is being given", async () => {
    const document = await untitled("x = macd(close, ");
    const end = document.lineAt(0).range.end;
    const help = await provided<vscode.SignatureHelp>("vscode.executeSignatureHelpProvider", document.uri, end, ",");
    const signature = help.signatures[help.activeSignature];
    assert.ok(signature);
    const active = signature.parameters[signature.activeParameter ?? help.activeParameter];
    const label = active?.label;
    assert.ok(Array.isArray(label));
    assert.match(signature.label.slice(...label), /^fastperiod/);
  });
});
