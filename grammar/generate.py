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
ASCII = [chr(code) for code in range(128)]
# A name as the grammar has it: any but the reserved words. Most are plain, and those are told quicker.
ANY_NAME = r"[^\W\d]\w*"
PLAIN_NAME = r"[A-Za-z_]\w*"
RESERVED = re.compile(rf"\(\?!\(\?:([\w\s|]+)\)\\b\){re.escape(ANY_NAME)}")
# Several signs of one kind, as Lark joins them.
SIGNS = re.compile(r"\(\?:((?:\\\W|[^\w\\()\[\].*+?{}^$])+)\)")


def generate(grammar: str) -> str:
    """The source text of `_tables.py` for a grammar. The same grammar gives the same text, byte for byte."""
    lark = Lark(grammar, parser="lalr", lexer="basic", keep_all_tokens=True)
    terminals = _in_matching_order(lark)
    texts = {text: terminal.name for terminal in terminals for text in _texts(terminal)}
    keywords = {text: name for text, name in texts.items() if text.isidentifier()}
    kinds = [t.name for t in terminals if t.name != IGNORED and t.name not in keywords.values()]
    kinds += [END, OTHER, *sorted(keywords.values()), IGNORED]
    patterns = {t.name: t.pattern.to_regexp() for t in terminals if t.name not in texts.values()}
    signs = [text for text in texts if not text.isidentifier()]
    texts.update(dict.fromkeys(_reserved_words(patterns["NAME"]), OTHER))
    texts[""] = END
    starts = {char: kind for char in ASCII if (kind := _begun_by(char, patterns))}
    # A character that begins nothing, or that may begin something and does not.
    texts.update((char, OTHER) for char in ASCII if char not in texts and not _is(starts.get(char), char, patterns))
    starts = {char: kind for char, kind in starts.items() if kind != "NAME" and not char.isspace()}

    rules, actions, gotos = _automaton(lark, kinds)
    parts = [
        "# Generated from grammar/signal.lark by grammar/generate.py: change the grammar, then run `make grammar`.",
        "from __future__ import annotations",
        "",
        "# One match: white space, then a token, or something that is passed over (its kind is BLANK).",
        f"SPACE: str = {_characters(patterns[IGNORED])!r}",
        f"PATTERN: str = {_pattern(patterns, signs)!r}",
        f"KINDS: list[str] = {kinds!r}",
        f"KEYWORDS: dict[str, int] = {_numbered(keywords, kinds)!r}",
        "# The kind of what was matched: by its text, else by its first character, else NAME (beyond ASCII, or OTHER).",
        f"TEXTS: dict[str, int] = {_numbered(texts, kinds)!r}",
        f"STARTS: dict[str, int] = {_numbered(starts, kinds)!r}",
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


def _numbered(named: dict[str, str], kinds: list[str]) -> dict[str, int]:
    return {text: kinds.index(kind) for text, kind in sorted(named.items())}


def _texts(terminal: TerminalDef) -> list[str]:
    """All texts of a terminal that is a word, a sign, or one of several signs; none of any other."""
    if terminal.pattern.type == "str":
        return [terminal.pattern.value]
    found = SIGNS.fullmatch(terminal.pattern.to_regexp())
    return [re.sub(r"\\(\W)", r"\1", sign) for sign in found[1].split("|")] if found else []


def _reserved_words(name: str) -> list[str]:
    found = RESERVED.search(name)
    assert found is not None
    return "".join(found[1].split()).split("|")


def _begun_by(character: str, patterns: dict[str, str]) -> str | None:
    """The kind of tokens that are told by this first character."""
    texts = [character + rest for rest in ("", "0", "\n", character)]
    return next((kind for kind in patterns if any(_is(kind, text, patterns) for text in texts)), None)


def _is(kind: str | None, text: str, patterns: dict[str, str]) -> bool:
    return kind is not None and re.fullmatch(patterns[kind], text) is not None


def _pattern(patterns: dict[str, str], signs: list[str]) -> str:
    """What cuts a text up: the more often something is found, the earlier it is tried.

    With a group for each kind the pattern would tell the kind by itself, but take twice as long: alternatives that are
    groups are tried one by one, others only where they begin with the next character.
    """
    space, *passed = patterns[IGNORED].split("|")
    assert space.endswith("+")
    ordered = sorted(signs, key=lambda sign: (-len(sign), sign))
    clear = [sign for sign in ordered if len(sign) == 1 and not any(other[:1] == sign != other for other in signs)]
    clear.remove(".")  # which begins a number, too
    rest = [sign for sign in ordered if sign not in clear]
    found = [
        PLAIN_NAME,
        f"[{''.join(map(re.escape, clear))}]",
        patterns["NUMBER"],
        *map(re.escape, rest),
        patterns["STRING"],
    ]
    return rf"{space[:-1]}*(?:{'|'.join([*found, *passed, ANY_NAME])}|[\s\S]|\Z)"


def _characters(blank: str) -> str:
    """The characters that are white space."""
    space = re.compile(blank.split("|")[0])
    return "".join([character for character in ASCII if space.fullmatch(character)])


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
