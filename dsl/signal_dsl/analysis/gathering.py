"""What is picked out of a script's statements, kept up to date while it is edited at the cost of the edit."""

from __future__ import annotations

from bisect import bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from signal_dsl.analysis.facts import StatementFacts

    Pick = Callable[[StatementFacts], Any]


class Gathering:
    """Remembers what was picked out of the statements of one document, from one analysis of it to the next."""

    def __init__(self) -> None:
        # Counts the analyses.
        self._stamp = 0
        self._gone: frozenset[StatementFacts] = frozenset()
        self._came: Sequence[StatementFacts] = ()
        # For each way of picking: the analysis that it is of, the statements with something to pick, and what that is.
        self._known: dict[Pick, tuple[int, list[StatementFacts], list[Any]]] = {}

    def edited(self, gone: Sequence[StatementFacts], came: Sequence[StatementFacts]) -> None:
        """An analysis has put some statements in the place of others."""
        self._stamp += 1
        self._gone = frozenset(gone)
        self._came = came
        for pick in [pick for pick, known in self._known.items() if known[0] < self._stamp - 1]:
            del self._known[pick]

    def gather(self, pick: Pick, statements: Sequence[StatementFacts]) -> list[Any]:
        """What `pick` gives for each statement, in order, None left out.

        It must rest on what is known of that statement alone. The list is not to be changed.
        """
        stamp, homes, items = self._known.get(pick, (-2, [], []))
        if stamp == self._stamp:
            return items
        if stamp < self._stamp - 1 or 4 * len(self._came) > len(statements):
            picked = [(home, item) for home in statements if (item := pick(home)) is not None]
            homes, items = [home for home, _ in picked], [item for _, item in picked]
        else:
            if not self._gone.isdisjoint(homes):
                kept = [place for place, home in enumerate(homes) if home not in self._gone]
                homes, items = [homes[place] for place in kept], [items[place] for place in kept]
            for home in self._came:
                item = pick(home)
                if item is not None:
                    place = bisect_right(homes, home.start, key=_start)
                    homes.insert(place, home)
                    items.insert(place, item)
        self._known[pick] = self._stamp, homes, items
        return items


def _start(statement: StatementFacts) -> int:
    return statement.start
