"""What is offered as fitting does fit: written in the place of an argument, an operand, a statement, it is no fault."""

from __future__ import annotations

import os
from random import Random

import pytest

from signal_dsl.analysis import Memory, analyze
from signal_dsl.diagnostics import ERROR
from signal_dsl.ide.completion import complete
from signal_dsl.ide.completion.snippets import plain
from signal_dsl.ide.snapshot import Snapshot
from signal_dsl.rules import check
from signal_dsl.rules.checker import Checker
from signal_dsl.syntax.nodes import Argument, Binary, Call, Comparison, Logical, Node
from tests.ide.everywhere import SCRIPTS

ALL_PLACES = os.environ.get("HYPOTHESIS_PROFILE") == "exhaustive"
SOUND = sorted(name for name, text in SCRIPTS.items() if not any(one.severity == ERROR for one in check(analyze(text))))
# What may well be wrong with a choice that fits: the parameters of a call do not go together, the run is too short …
OTHER_MATTERS = {"SIG202", "SIG401", "SIG501", "SIG502", "SIG505", "SIG506", "SIG602"}
OPERANDS = (Logical, Comparison, Binary)


class Linter:
    """Finds errors in the versions of one script."""

    def __init__(self) -> None:
        self.memory = Memory()
        self.checker = Checker()

    def snapshot(self, text: str) -> Snapshot:
        return Snapshot(analyze(text, memory=self.memory))

    def errors(self, text: str, place: int) -> set[tuple[str, str]]:
        """The errors in the statement around a place."""
        snapshot = self.snapshot(text)
        home = snapshot.statement(place)
        assert home is not None
        return {
            (one.code, one.message)
            for one in check(snapshot.facts, self.checker)
            if one.severity == ERROR and one.code not in OTHER_MATTERS and snapshot.statement(one.start) is home
        }


def places(text: str) -> list[tuple[int, int]]:
    """The arguments and operands of a script."""
    found = []
    for statement in analyze(text).statements:
        nodes: list[Node] = []
        for call in statement.nodes.get(Call, ()):
            assert isinstance(call, Call)
            nodes += [argument.value for argument in call.arguments if isinstance(argument, Argument)]
        for kind in OPERANDS:
            for node in statement.nodes.get(kind, ()):
                operands = [node.left, node.right] if isinstance(node, Binary) else node.operands  # type: ignore[attr-defined]
                nodes += operands
        found += [(statement.start + node.start, statement.start + node.end) for node in nodes]
    return sorted(set(found))


@pytest.mark.parametrize("name", SOUND)
def test_in_the_place_of_a_value(name: str) -> None:
    text = SCRIPTS[name]
    random = Random(name)
    linter = Linter()
    where = places(text)
    if not ALL_PLACES:
        where = random.sample(where, min(2, len(where)))
    for start, end in where:
        holed = text[:start] + text[end:]
        offered = [one for one in complete(linter.snapshot(holed), start) if one.fits]
        if not ALL_PLACES and len(offered) > 8:
            offered = offered[:4] + random.sample(offered[4:], 4)
        for one in offered:
            written = holed[: one.start] + (plain(one.snippet) or one.text) + holed[one.over :]
            assert linter.errors(written, one.start) == set(), (name, text[start:end], one, written)


@pytest.mark.parametrize("name", SOUND[:: 1 if ALL_PLACES else 9])
def test_as_a_statement(name: str) -> None:
    text = SCRIPTS[name]
    random = Random(name)
    linter = Linter()
    for whole, start in ((f"\n{text}", 0), (f"{text}\n", len(text) + 1)):
        offered = [one for one in complete(linter.snapshot(whole), start) if one.fits]
        for one in offered if ALL_PLACES else random.sample(offered, 12):
            written = whole[: one.start] + (plain(one.snippet) or one.text) + whole[one.over :]
            assert linter.errors(written, one.start) == set(), (name, one, written)
