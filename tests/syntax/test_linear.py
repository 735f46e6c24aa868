"""What parsing costs grows with the size of the text and not with its square.

Not seconds are measured but steps: tokens and landmarks that are matched, characters that they cover, states that are
looked through. Twice the text may take little more than twice the steps.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest

from signal_dsl.syntax import Parser, automaton, lines, parse, recovery, stuck, tokens


class Steps:
    """Counts what is done while it is in place."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        monkeypatch.setattr(tokens, "TOKEN", Counted(tokens.TOKEN, self))
        monkeypatch.setattr(lines, "_LANDMARK", Counted(lines._LANDMARK, self))
        fits = automaton.fits

        def counted_fits(states: list[int], *kinds: int) -> bool:
            self.count += 1 + len(states) // 100  # copied quickly
            return fits(states, *kinds)

        monkeypatch.setattr(recovery, "fits", counted_fits)
        monkeypatch.setattr(stuck, "fits", counted_fits)

    def of(self, work: Callable[[], object]) -> int:
        self.count = 0
        work()
        return self.count


class Counted:
    """A pattern whose matches are counted."""

    def __init__(self, pattern: re.Pattern[str], steps: Steps) -> None:
        self.pattern = pattern
        self.steps = steps

    def match(self, *where: object) -> re.Match[str] | None:
        return self.counted(self.pattern.match(*where))  # type: ignore[call-overload]

    def findall(self, *where: object) -> list[str]:
        return [match[0] for match in self.finditer(*where)]

    def finditer(self, *where: object) -> Iterator[re.Match[str]]:
        for match in self.pattern.finditer(*where):  # type: ignore[call-overload]
            self.counted(match)
            yield match

    def counted(self, match: re.Match[str] | None) -> re.Match[str] | None:
        self.steps.count += 1 if match is None else 1 + len(match[0]) // 50
        return match


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    parse("a =")  # whatever is imported only once
    return Steps(monkeypatch)


GROWING: dict[str, Callable[[int], str]] = {
    "sound lines": lambda n: "".join(f"x{i} = ema(close, {i}) > open and volume * 2 < {i}\n" for i in range(n)),
    "sound calls over lines": lambda n: "".join(f"x{i} = ema(\n    close,\n    {i},\n)\n" for i in range(n)),
    "one sound statement": lambda n: "x = [" + "1, " * n + "]",
    "broken lines": lambda n: "".join(f"x{i} = ema(close {i})\n" for i in range(n)),
    "one broken statement": lambda n: "x = [" + "1 2, " * n + "]",
    "open brackets": lambda n: "x = " + "(" * n,
    "closing brackets": lambda n: ")" * n,
    "brackets that do not match": lambda n: "(]" * n,
    "open calls": lambda n: "f(" * n,
    "open lines": lambda n: "".join(f"x{i} = ema(close,\n" for i in range(n)),
    "open lines without commas": lambda n: "".join(f"x{i} = ema(close\n" for i in range(n)),
    "open lines, closed at the end": lambda n: "x = f(a,\n" * n + ")" * n,
    "open lines, wrong and closed": lambda n: "x = f(a,\n" * n + "b\nc = 1\n" + ")" * n,
    "open lines of nothing else": lambda n: "f(\n" * n,
    "open bare lines": lambda n: "f(a,\n" * n + ")\n" * (n // 2),
    "open lines and semicolons": lambda n: "x; f(\n" * n,
    "semicolons": lambda n: "x = 1;" * n,
    "open strings": lambda n: "".join(f'x = "{i}\n' for i in range(n)),
    "open strings that go on": lambda n: "x = 'a\\\n" * (2 * n + 1),
    "long strings": lambda n: 'x = """\n' * (2 * n),
    "curly strings": lambda n: "“a” " * n,
    "continued lines": lambda n: "x = 1 + \\\n" * n,
    "signs of C": lambda n: "a && " * n,
    "names in brackets": lambda n: "(" + "a, " * n + ") = b",
    "entries": lambda n: "emit_signal(f(" + "a, entry(b), " * n,
}


@pytest.mark.parametrize("name", GROWING)
def test_twice_the_text_takes_twice_the_steps(name: str, steps: Steps) -> None:
    once, twice = (steps.of(lambda n=n: parse(GROWING[name](n))) for n in (1200, 2400))
    assert 0 < once < twice <= 2.5 * once


def test_an_edit_costs_one_statement(steps: Steps) -> None:
    text = GROWING["sound lines"](300) + GROWING["sound calls over lines"](300)
    parser = Parser()
    whole = steps.of(lambda: parser.parse(text))
    edited = text.replace("x150 = ema(close, 150)", "x150 = ema(close, 151)", 1)
    assert steps.of(lambda: parser.parse(edited)) <= whole / 300
    assert steps.of(lambda: parser.parse(edited)) == 0
    assert steps.of(lambda: parser.parse(f"y = 1\n{edited}")) <= 10
