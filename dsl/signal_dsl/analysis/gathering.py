"""What is picked out of a script's statements, kept up to date while it is edited at the cost of the edit."""

from __future__ import annotations

from bisect import bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from signal_dsl.analysis.facts import StatementFacts

    Pick = Callable[[StatementFacts], Any]


# Edits that are looked back on; what was not asked for in so many is gathered anew.
_MOST_EDITS = 64
# So many statements are looked for one by one.
_FEW = 8


class Gathering:
    """Remembers what was picked out of the statements of one document, from one analysis of it to the next."""

    def __init__(self) -> None:
        # Counts the analyses. Of the last ones, which statements were no more, and which were new.
        self._stamp = 0
        self._edits: list[tuple[Sequence[StatementFacts], Sequence[StatementFacts]]] = []
        # For each way of picking: the analysis that it is of, the statements with something to pick, and what that is.
        self._known: dict[Pick, tuple[int, list[StatementFacts], list[Any]]] = {}

    def edited(self, gone: Sequence[StatementFacts], came: Sequence[StatementFacts]) -> None:
        """An analysis has put some statements in the place of others."""
        self._stamp += 1
        self._edits.append((gone, came))
        del self._edits[:-_MOST_EDITS]
        for pick in [pick for pick, known in self._known.items() if known[0] < self._stamp - _MOST_EDITS]:
            del self._known[pick]

    def gather(self, pick: Pick, statements: Sequence[StatementFacts]) -> list[Any]:
        """What `pick` gives for each statement, in order, None left out.

        It must rest on what is known of that statement alone. The list is not to be changed.
        """
        known = self._known.get(pick)
        if known is None:
            picked = [(home, item) for home in statements if (item := pick(home)) is not None]
            homes, items = [home for home, _ in picked], [item for _, item in picked]
        elif known[0] == self._stamp:
            return known[2]
        else:
            homes, items = self._updated(pick, *known)
        self._known[pick] = self._stamp, homes, items
        return items

    def _updated(
        self, pick: Pick, stamp: int, homes: list[StatementFacts], items: list[Any]
    ) -> tuple[list[StatementFacts], list[Any]]:
        """What was picked in an earlier analysis, brought up to date."""
        edits = self._edits[stamp - self._stamp :]
        gone = {home for some, _ in edits for home in some}
        if len(gone) > _FEW:
            kept = [place for place, home in enumerate(homes) if home not in gone]
            homes, items = [homes[place] for place in kept], [items[place] for place in kept]
        else:
            for home in gone:
                if home in homes:
                    place = homes.index(home)
                    del homes[place], items[place]
        new: dict[StatementFacts, None] = {}
        for some, came in edits:
            for home in some:
                new.pop(home, None)
            new.update(dict.fromkeys(came))
        for home in new:
            item = pick(home)
            if item is not None:
                place = bisect_right(homes, home.start, key=_start)
                homes.insert(place, home)
                items.insert(place, item)
        return homes, items


def _start(statement: StatementFacts) -> int:
    return statement.start
