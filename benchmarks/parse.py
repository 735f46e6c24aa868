"""Parsing in one process: cold against CPython's `ast.parse` and a plain Lark tree, and again after an edit."""

import ast
import gc
import itertools
import os
from collections.abc import Callable

from lark import Lark

from measure import in_turns, milliseconds, ratio, table
from samples import dense
from signal_dsl.syntax import Parser

ROUNDS = int(os.environ.get("ROUNDS", "11"))
GRAMMAR = os.path.join(os.path.dirname(__file__), "..", "grammar", "signal.lark")
COLD_LINES = 1000
EDITED_LINES = 5000
EDITS = 10


def main() -> None:
    gc.disable()  # as the command does, and for all subjects alike
    print(cold())
    print()
    print(after_an_edit())


def cold() -> str:
    """A text that was never seen before, in each round another one."""
    texts = [dense(COLD_LINES, seed) for seed in range(ROUNDS + 1)]
    lark = Lark.open(GRAMMAR, parser="lalr", lexer="basic")

    def over_texts(parse: Callable[[str], object]) -> Callable[[], object]:
        following = itertools.cycle(texts)
        return lambda: parse(next(following))

    subjects = {
        "signal-dsl": over_texts(lambda text: Parser().parse(text)),
        "ast.parse": over_texts(ast.parse),
        "Lark, plain LALR tree": over_texts(lambda text: [lark.parse(line) for line in text.splitlines()]),
    }
    times = in_turns(subjects, ROUNDS)
    rows = [(name, milliseconds(times[name]), f"{ratio(times, name, 'ast.parse'):.1f}") for name in subjects]
    return table((f"cold, {COLD_LINES:,} lines ({len(texts[0]) / 1000:.0f} kB)", "median", "x ast.parse"), rows)


def after_an_edit() -> str:
    """One line in the middle is changed, again and again as one types; against the same text read by a new parser."""
    lines = dense(EDITED_LINES).splitlines()
    parser = Parser()
    parser.parse("\n".join(lines))

    def edited(period: int) -> str:
        lines[EDITED_LINES // 2] = f"trend_x = ema(close, {period}) > sma(close, 500)"
        return "\n".join(lines)

    strokes = iter([[edited(EDITS * number + stroke) for stroke in range(EDITS)] for number in range(ROUNDS + 1)])
    text = edited(0)
    subjects = {
        "cold": lambda: Parser().parse(text),
        "after the edit": lambda: [parser.parse(stroke) for stroke in next(strokes)],
    }
    times = in_turns(subjects, ROUNDS)
    times["after the edit"] = [time / EDITS for time in times["after the edit"]]
    rows = [(name, milliseconds(times[name]), f"1/{1 / ratio(times, name, 'cold'):.0f}") for name in subjects]
    return table((f"one line of {EDITED_LINES:,} edited", "median", "of cold"), rows)


if __name__ == "__main__":
    main()
