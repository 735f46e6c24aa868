import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createOnigScanner, createOnigString, loadWASM } from "vscode-oniguruma";
import { INITIAL, parseRawGrammar, Registry } from "vscode-textmate";
import { EXTENSION } from "./paths";

export interface Token {
  /** Where it begins in the text, in UTF-16 units. */
  readonly at: number;
  readonly text: string;
  readonly scopes: readonly string[];
}

/** Cuts a script as VS Code does. */
export async function tokenizer(): Promise<(script: string) => Token[]> {
  const wasm = readFileSync(join(EXTENSION, "node_modules", "vscode-oniguruma", "release", "onig.wasm"));
  await loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));
  const path = join(EXTENSION, "syntaxes", "signal-dsl.tmLanguage.json");
  const registry = new Registry({
    onigLib: Promise.resolve({ createOnigScanner, createOnigString }),
    loadGrammar: () => Promise.resolve(parseRawGrammar(readFileSync(path, "utf8"), path)),
  });
  const grammar = await registry.loadGrammar("source.signal-dsl");
  if (!grammar) {
    throw new Error("the grammar cannot be read");
  }
  return (script) => {
    const tokens: Token[] = [];
    let at = 0;
    let state = INITIAL;
    for (const line of script.split("\n")) {
      const result = grammar.tokenizeLine(line, state);
      for (const { startIndex, endIndex, scopes } of result.tokens) {
        tokens.push({ at: at + startIndex, text: line.slice(startIndex, endIndex), scopes });
      }
      state = result.ruleStack;
      at += line.length + 1;
    }
    return tokens;
  };
}
