"""Compile grammar/signal.lark to the tables that the parser runs on.

    python grammar/generate.py            write dsl/signal_dsl/syntax/_tables.py
    python grammar/generate.py --check    exit 1 if that file is not what the grammar gives

Lark does the work (it finds conflicts and builds the LALR(1) automaton); the parser then needs neither Lark nor this
file, which spares every start of the command the time to import the one and to build the tables.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from lark import Lark
from lark.lexer import BasicLexer, TerminalDef
from lark.parsers.lalr_analysis import Shift

Rules = list[tuple[int, int, str | None]]
Rows = list[dict[int, int]]

HERE = Path(__file__).resolve().parent
GRAMMAR = HERE / "signal.lark"
TABLES = HERE.parent / "dsl" / "signal_dsl" / "syntax" / "_tables.py"
END = "$END"
OTHER = "OTHER"  # a word that is reserved, or a character that begins no token; no rule takes it
IGNORED = "BLANK"
END_PATTERN = r"\Z"
ANY_PATTERN = r"[^\W\d]\w*|[\s\S]"


def generate(grammar: str) -> str:
    """The source text of `_tables.py` for a grammar. The same grammar gives the same text, byte for byte."""
    lark = Lark(grammar, parser="lalr", lexer="basic", keep_all_tokens=True)
    terminals = _in_matching_order(lark)
    name = next(terminal for terminal in terminals if terminal.name == "NAME")
    keywords = {t.pattern.value: t.name for t in terminals if t.pattern.type == "str" and _is(name, t.pattern.value)}
    tokens = [t for t in terminals if t.name != IGNORED and t.pattern.value not in keywords]
    blank = next(t for t in terminals if t.name == IGNORED)
    groups = "|".join(f"({t.pattern.to_regexp()})" for t in tokens)
    kinds = [t.name for t in tokens]
    kinds += [END, OTHER, *sorted(keywords.values())]

    rules, actions, gotos = _automaton(lark, kinds)
    parts = [
        "# Generated from grammar/signal.lark by grammar/generate.py: change the grammar, then run `make grammar`.",
        "from __future__ import annotations",
        "",
        "# One match: blanks, then one token; the number of the matching group is the index in KINDS plus 1.",
        f"PATTERN: str = {f'(?:{blank.pattern.to_regexp()})*(?:{groups}|({END_PATTERN})|({ANY_PATTERN}))'!r}",
        f"KINDS: list[str] = {kinds!r}",
        f"KEYWORDS: dict[str, int] = { {text: kinds.index(kind) for text, kind in sorted(keywords.items())}!r}",
        "",
        "# Each rule: nonterminal, length, name of the function that builds its node (None: hand the only child on).",
        "RULES: list[tuple[int, int, str | None]] = [",
        *(f"    {rule!r}," for rule in rules),
        "]",
        "# Each state: terminal -> what to do; n >= 0: shift and go to state n, n < 0: reduce by rule -n - 1.",
        "ACTIONS: list[dict[int, int]] = [",
        *(f"    {row!r}," for row in actions),
        "]",
        "# Each state: nonterminal -> state to go to after a reduction.",
        "GOTOS: list[dict[int, int]] = [",
        *(f"    {row!r}," for row in gotos),
        "]",
        f"ACCEPT: int = {_accepting(rules, gotos)}",
    ]
    return "\n".join(parts) + "\n"


def _in_matching_order(lark: Lark) -> list[TerminalDef]:
    """The terminals as Lark's own lexer tries them, so that both lexers cut a text alike."""
    return list(BasicLexer(lark.lexer_conf).terminals)


def _is(terminal: TerminalDef, text: str) -> bool:
    return re.fullmatch(terminal.pattern.to_regexp(), text) is not None


def _automaton(lark: Lark, kinds: list[str]) -> tuple[Rules, Rows, Rows]:
    """Rules, actions and gotos, the states numbered breadth first from the start, so that runs do not differ."""
    table = lark.parser.parser._parse_table
    nonterminals: list[str] = []
    for rule in lark.rules:
        if rule.origin.name not in nonterminals:
            nonterminals.append(rule.origin.name)
    rules = [(nonterminals.index(rule.origin.name), len(rule.expansion), rule.alias) for rule in lark.rules]
    number = {rule: index for index, rule in enumerate(lark.rules)}

    def rank(symbol: str) -> tuple[int, int]:
        return (0, kinds.index(symbol)) if symbol in kinds else (1, nonterminals.index(symbol))

    order = [table.start_states["start"]]
    seen = set(order)
    for state in order:
        for symbol in sorted(table.states[state], key=rank):
            action, target = table.states[state][symbol]
            if action is Shift and target not in seen:
                seen.add(target)
                order.append(target)
    renumbered = {state: index for index, state in enumerate(order)}

    actions: Rows = []
    gotos: Rows = []
    for state in order:
        row: dict[int, int] = {}
        jump: dict[int, int] = {}
        for symbol in sorted(table.states[state], key=rank):
            action, target = table.states[state][symbol]
            if symbol not in kinds:
                jump[nonterminals.index(symbol)] = renumbered[target]
            elif action is Shift:
                row[kinds.index(symbol)] = renumbered[target]
            else:
                row[kinds.index(symbol)] = -number[target] - 1
        actions.append(row)
        gotos.append(jump)
    return rules, actions, gotos


def _accepting(rules: Rules, gotos: Rows) -> int:
    """The state after a whole statement."""
    return int(gotos[0][rules[0][0]])


def main() -> int:
    text = generate(GRAMMAR.read_text(encoding="utf-8"))
    if "--check" not in sys.argv[1:]:
        TABLES.write_text(text, encoding="utf-8")
        return 0
    if TABLES.exists() and TABLES.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TABLES.name} is not what {GRAMMAR.name} gives. Run `make grammar`.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
