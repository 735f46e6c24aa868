"""SIG701."""

from __future__ import annotations

from signal_dsl.diagnostics import INFO, Edit, Fix
from signal_dsl.formatting import LINE_LENGTH
from signal_dsl.formatting.in_style import in_style
from signal_dsl.rules.base import Finding, Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.facts import StatementFacts


class UnsortedStyle(Rule):
    """The script is not in the one style.

    Where all scripts look alike, a change shows what has really changed, and nobody has to talk about blanks.
    Indentation in particular has no meaning in Signal DSL, and suggests one. `signal-dsl format` rewrites the script.
    There is one finding a script, where the first difference is.
    """

    code = "SIG701"
    name = "unsorted-style"
    severity = INFO
    bad = (
        """\
calm = rsi( close,14 )<60
emit_signal(calm, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
        """\
calm = rsi(close, 14) < 60
    emit_signal(calm, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )
    good = (
        """\
calm = rsi(close, 14) < 60
emit_signal(calm, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))
""",
    )

    def check(self, facts: Facts) -> Iterator[Finding]:
        if facts.faulty:
            return  # a script with a syntax error is not formatted
        text = facts.source.text
        doubtful = facts.gather(_if_doubtful)
        if not doubtful and _is_framed(facts):
            return
        from signal_dsl.formatting.format import style_edits  # most scripts have no need of it

        edits = style_edits(facts.script, [statement.start for statement in doubtful])
        if edits and edits != [Edit(len(text), len(text), "\n")]:  # whoever is typing has not ended the line yet
            start, end = _difference(text, edits[0])
            others = len(edits) - 1
            more = f" and {others} further {'place' if others == 1 else 'places'}" if others else ""
            told = f"This is not in the one style. `signal-dsl format` mends it{more}."
            yield Finding(start, end, told, (Fix("Format the script", tuple(edits)),))


def _if_doubtful(statement: StatementFacts) -> StatementFacts | None:
    """A statement that may not be in style, or with more than a line end before it; the first has nothing there."""
    return None if statement.gap <= 1 and in_style(statement.parsed.text, LINE_LENGTH) else statement


def _is_framed(facts: Facts) -> bool:
    """Whether nothing stands before the first statement, and one line end behind the last one."""
    text, statements = facts.source.text, facts.statements
    if not statements or statements[0].gap or "\r" in text:
        return False
    last = statements[-1]
    return text[last.start + last.parsed.length :] == "\n"


def _difference(text: str, edit: Edit) -> tuple[int, int]:
    """Where an edit begins to change something, up to the end of the change or of the line."""
    old, new = text[edit.start : edit.end], edit.text
    start = next((at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    rest = min(len(old), len(new)) - start
    same = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    end = max(start + 1, len(old) - same)
    return edit.start + start, edit.start + start + len(old[start:end].split("\n")[0].rstrip("\r"))
