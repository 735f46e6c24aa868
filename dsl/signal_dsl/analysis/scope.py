"""What names stand for in a script that is edited: looked up by place, and changed where the script is."""

from __future__ import annotations

from bisect import bisect_left

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.analysis.facts import Binding


class Scope:
    """The assignments of each name, in the order of the script. `place` is an offset: what is below it counts not."""

    def __init__(self) -> None:
        self.place = 0
        self._by_name: dict[str, list[Binding]] = {}

    def get(self, name: str) -> Binding | None:
        """The assignment that a name stands for at `place`; None where there is none above."""
        known = self._by_name.get(name)
        if not known:
            return None
        if known[-1].home.start < self.place:
            return known[-1]
        index = bisect_left(known, self.place, key=_start)
        return known[index - 1] if index else None

    def first(self, name: str) -> Binding | None:
        """The first assignment of a name anywhere; None where there is none."""
        known = self._by_name.get(name)
        return known[0] if known else None

    def add(self, bindings: Iterable[Binding]) -> None:
        """The assignments of one statement have come."""
        for binding in bindings:
            known = self._by_name.setdefault(binding.name, [])
            # Behind those of the same statement: of `a, a = …` the last one counts.
            known.insert(bisect_left(known, binding.home.start + 1, key=_start), binding)

    def remove(self, bindings: Iterable[Binding]) -> None:
        """The assignments of one statement are no more."""
        for binding in bindings:
            known = self._by_name[binding.name]
            known.remove(binding)
            if not known:
                del self._by_name[binding.name]


def _start(binding: Binding) -> int:
    return binding.home.start
