"""Tables of settings in a TOML document, and the one that a script and a configuration share: the run settings."""

from __future__ import annotations

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.settings.checks import Problem, check
from signal_dsl.settings.model import RUN_KEYS, Fault, Place, RunSettings
from signal_dsl.settings.words import nearest, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.settings.toml import Document

    Path = tuple[str, ...]


class Table:
    """One table of a document: gives its values out and gathers the faults that are found in them."""

    def __init__(self, document: Document, path: Path, values: dict[str, object]) -> None:
        self.document = document
        self.path = path
        self.values = values
        self.faults: list[Fault] = []

    def known(self, keys: Iterable[str], what: str) -> list[str]:
        """The keys that are given and known; the others become faults."""
        keys = tuple(keys)
        for key in self.values:
            if key not in keys:
                self._unknown(key, keys, what)
        return [key for key in keys if key in self.values]

    def place(self, *key: str) -> Place:
        return self.document.place(self.path + key)

    def fault(self, problem: Problem, *key: str) -> None:
        """Report what is wrong with the value at `key`, at the entry concerned where the value is a list."""
        place = self.place(*key)
        start, end = place.start, place.end
        exact = self.document.has(self.path + key)
        if problem.item is not None:
            exact = exact and problem.item < len(place.items)
            start, end = place.items[problem.item] if exact else (start, end)
        fix = None
        if problem.instead is not None and exact:
            fix = Fix(f"Write `{problem.instead}`", (Edit(start, end, problem.instead),), problem.sure)
        message = f"{problem.message} {problem.remedy}".rstrip()
        self.faults.append(Fault(start, end, message, key[0], fix, self.document.file))

    def key_fault(self, message: str, *key: str, instead: str | None = None) -> None:
        """Report what is wrong with a key itself; `instead` is what it was probably meant to be."""
        place = self.place(*key)
        fix = None
        if instead and self.document.has(self.path + key):
            fix = Fix(f"Write `{instead}`", (Edit(place.key_start, place.key_end, instead),), safe=False)
        self.faults.append(Fault(place.key_start, place.key_end, message, key[0], fix, self.document.file))

    def _unknown(self, key: str, keys: tuple[str, ...], what: str) -> None:
        meant = nearest(key, keys)
        if meant in self.values:
            meant = None
        remedy = f"Did you mean `{meant}`?" if meant else f"There are {', '.join(keys)}."
        self.key_fault(f"There is no {what} {quoted(key)}. {remedy}", key, instead=meant)


def read_run(table: Table, what: str = "run setting") -> tuple[RunSettings, dict[str, Place]]:
    """The run settings of a table, and the place of each that is good."""
    good: dict[str, object] = {}
    for key in table.known(RUN_KEYS, what):
        value, problems = check(key, table.values[key])
        for problem in problems:
            table.fault(problem, key)
        if not problems:
            good[key] = value
    return RunSettings(**good), {key: table.place(key) for key in good}  # type: ignore[arg-type]
