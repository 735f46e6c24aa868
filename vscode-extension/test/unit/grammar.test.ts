// The TextMate grammar against the two truths: grammar/signal.lark cuts the corpus into tokens, and each must be shown as
// what it is; the built-in catalog has the names, and each must be shown as known.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "node:test";
import { EXTENSION, REPOSITORY } from "./paths";
import { type Token, tokenizer } from "./tokenizer";

const lark = readFileSync(join(REPOSITORY, "grammar", "signal.lark"), "utf8");

interface Catalog {
  readonly functions: Record<string, { readonly category: string }>;
  readonly variables: Record<string, unknown>;
}
const catalog = JSON.parse(
  readFileSync(join(REPOSITORY, "dsl", "signal_dsl", "catalog", "builtin.json"), "utf8"),
) as Catalog;

/** A terminal's own pattern, as signal.lark writes it. */
function pattern(terminal: string): string {
  const found = new RegExp(`^${terminal}(?:\\.\\d)?: /((?:[^\\n]|\\n {2,})+)/x?$`, "m").exec(lark);
  assert.ok(found?.[1], terminal);
  return found[1].replace(/\n\s+/g, "").replace(/\[\^\\W\\d\]\\w\*/, "[\\p{L}_][\\p{L}\\p{N}_]*");
}

/** The words that signal.lark gives a meaning of their own. */
const KEYWORDS: Record<string, RegExp> = {
  and: /^keyword\.operator\.logical/,
  or: /^keyword\.operator\.logical/,
  not: /^keyword\.operator\.logical/,
  if: /^keyword\.control/,
  else: /^keyword\.control/,
  True: /^constant\.language/,
  False: /^constant\.language/,
  None: /^constant\.language/,
};
const NAMED = /^(?:variable|support\.(?:function|variable)|entity\.name\.function|keyword\.other\.signal)/;
const LEXER = new RegExp(
  [
    `(?<comment>#[^\\n]*)`,
    `(?<string>${pattern("STRING")})`,
    `(?<number>${pattern("NUMBER")})`,
    `(?<name>${pattern("NAME")})`,
    `(?<word>[\\p{L}_][\\p{L}\\p{N}_]*)`,
    `(?<assignment>(?:\\*\\*|//|[-+*/%])?=(?!=))`,
    `(?<comparison><=|>=|==|!=|<|>)`,
    `(?<arithmetic>\\*\\*|//|[-+*/%])`,
    `(?<punctuation>[()[\\],.])`,
  ].join("|"),
  "gu",
);
const SCOPES: Record<string, RegExp> = {
  comment: /^(?:comment|meta\.settings)/,
  string: /^string/,
  number: /^constant\.numeric/,
  name: NAMED,
  word: /^invalid\.illegal/,
  assignment: /^keyword\.operator\.assignment/,
  comparison: /^keyword\.operator\.comparison/,
  arithmetic: /^keyword\.operator\.arithmetic/,
  punctuation: /^punctuation/,
};

let tokenize: (script: string) => Token[];
before(async () => {
  tokenize = await tokenizer();
});

/** The scopes of the token that holds a place. */
function scopesAt(tokens: readonly Token[], at: number): readonly string[] {
  return tokens.findLast((token) => token.at <= at)?.scopes ?? [];
}

function scripts(): [string, string][] {
  const folders = [join(REPOSITORY, "examples"), join(REPOSITORY, "tests", "corpus", "valid")];
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".signal"))
      .map((name): [string, string] => [name, readFileSync(join(folder, name), "utf8").replaceAll("\r", "")]),
  );
}

describe("each token of signal.lark is shown as what it is", () => {
  for (const [name, script] of scripts()) {
    it(name, () => {
      const tokens = tokenize(script);
      for (const match of script.matchAll(LEXER)) {
        const [kind = ""] = Object.entries(match.groups ?? {}).find(([, text]) => Boolean(text)) ?? [];
        const wanted = KEYWORDS[match[0]] ?? SCOPES[kind];
        const line = script.slice(0, match.index).split("\n").length;
        const scopes = scopesAt(tokens, match.index);
        assert.ok(
          scopes.some((scope) => wanted?.test(scope)),
          `line ${line}: ${match[0]} is a ${kind}, and shown as ${scopes.join(" ")}`,
        );
      }
    });
  }

  it("has scripts to look at", () => {
    assert.ok(scripts().length > 5);
  });
});

describe("each name of the catalog is shown as known", () => {
  it("functions, where they are called", () => {
    for (const [name, { category }] of Object.entries(catalog.functions)) {
      const wanted = category === "Signals" ? /^keyword\.other\.signal/ : /^support\.function/;
      const scopes = scopesAt(tokenize(`x = ${name}(close)`), 4);
      assert.ok(
        scopes.some((scope) => wanted.test(scope)),
        `${name}: ${scopes.join(" ")}`,
      );
    }
  });

  it("variables", () => {
    for (const name of Object.keys(catalog.variables)) {
      const scopes = scopesAt(tokenize(`x = ${name} + 1`), 4);
      assert.ok(
        scopes.some((scope) => scope.startsWith("support.variable")),
        `${name}: ${scopes.join(" ")}`,
      );
    }
  });

  it("and no other", () => {
    for (const [script, at] of [
      ["x = supersmoother(close)", 4],
      ["x = clsoe + 1", 4],
      ["x = y.close", 6],
    ] as const) {
      const scopes = scopesAt(tokenize(script), at);
      assert.ok(!scopes.some((scope) => scope.startsWith("support.")), `${script}: ${scopes.join(" ")}`);
    }
  });
});

it("the grammar's file is what the generator gives", () => {
  execFileSync(process.execPath, ["scripts/grammar.mjs", "--check"], { cwd: EXTENSION });
});
