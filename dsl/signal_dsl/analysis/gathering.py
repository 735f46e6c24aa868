"""What is picked out of a script's statements, kept up to date while it is edited at the cost of the edit."""

from __future__ import annotations

from bisect import bisect_right

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, KeysView, Sequence
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
        # The same for what is kept of all statements together.
        self._kept: dict[Pick, tuple[int, Any]] = {}

    def edited(self, gone: Sequence[StatementFacts], came: Sequence[StatementFacts]) -> None:
        """An analysis has put some statements in the place of others."""
        self._stamp += 1
        self._edits.append((gone, came))
        del self._edits[:-_MOST_EDITS]
        for pick in [pick for pick, known in self._known.items() if known[0] < self._stamp - _MOST_EDITS]:
            del self._known[pick]
        for pick in [pick for pick, kept in self._kept.items() if kept[0] < self._stamp - _MOST_EDITS]:
            del self._kept[pick]

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

    def crowds(self, pick: Pick, alike: Pick, statements: Sequence[StatementFacts]) -> list[list[Any]]:
        """Of the things that `pick` gives for a statement, each with a key, those that share their key with others.

        `alike` gives things with keys that are less exact, but cheap: where nothing is remembered for a next time,
        `pick` is only asked for statements with things that share such a key.
        """
        if not self._stamp and pick not in self._kept:
            statements = _crowded(alike, statements)
        crowds: Crowds = self._up_to_date(pick, Crowds, statements)
        return crowds.all()

    def kinds(self, pick: Pick, statements: Sequence[StatementFacts]) -> KeysView[Any]:
        """The different things among those that `pick` gives for the statements, in no order."""
        kinds: Kinds = self._up_to_date(pick, Kinds, statements)
        return kinds.all()

    def _up_to_date(self, pick: Pick, make: Callable[[], Any], statements: Sequence[StatementFacts]) -> Any:
        """What is kept of all statements together, of which only those are looked at that are new."""
        known = self._kept.get(pick)
        if known is None:
            kept, new = make(), statements
        else:
            stamp, kept = known
            gone, new = self._since(stamp)
            for home in gone:
                kept.remove(home)
        for home in new:
            kept.add(home, pick(home))
        self._kept[pick] = self._stamp, kept
        return kept

    def _since(self, stamp: int) -> tuple[set[StatementFacts], list[StatementFacts]]:
        """The statements that are no more since an analysis, and those that are new."""
        edits = self._edits[stamp - self._stamp :] if stamp < self._stamp else []
        gone: set[StatementFacts] = set()
        new: dict[StatementFacts, None] = {}
        for some, came in edits:
            gone.update(some)
            for home in some:
                new.pop(home, None)
            new.update(dict.fromkeys(came))
        return gone, list(new)

    def _updated(
        self, pick: Pick, stamp: int, homes: list[StatementFacts], items: list[Any]
    ) -> tuple[list[StatementFacts], list[Any]]:
        """What was picked in an earlier analysis, brought up to date."""
        gone, came = self._since(stamp)
        if len(gone) > _FEW:
            kept = [place for place, home in enumerate(homes) if home not in gone]
            homes, items = [homes[place] for place in kept], [items[place] for place in kept]
        else:
            for home in gone:
                if home in homes:
                    place = homes.index(home)
                    del homes[place], items[place]
        for home in came:
            item = pick(home)
            if item is not None:
                place = bisect_right(homes, home.start, key=_start)
                homes.insert(place, home)
                items.insert(place, item)
        return homes, items


class Crowds:
    """Things by key, of which those count that share their key with others."""

    def __init__(self) -> None:
        self._keys: dict[StatementFacts, Sequence[tuple[Hashable, Any]]] = {}
        self._things: dict[Hashable, list[tuple[StatementFacts, Any]]] = {}
        self._shared: set[Hashable] = set()

    def add(self, home: StatementFacts, found: Sequence[tuple[Hashable, Any]] | None) -> None:
        """What a statement has: things, each with its key."""
        if not found:
            return
        self._keys[home] = found
        for key, thing in found:
            things = self._things.setdefault(key, [])
            things.append((home, thing))
            if len(things) > 1:
                self._shared.add(key)

    def remove(self, home: StatementFacts) -> None:
        """A statement is no more."""
        for key in dict.fromkeys([key for key, _ in self._keys.pop(home, ())]):
            things = self._things[key] = [one for one in self._things[key] if one[0] is not home]
            if len(things) < 2:
                self._shared.discard(key)
            if not things:
                del self._things[key]

    def all(self) -> list[list[Any]]:
        """The things that share a key, in the order of the script."""
        return [[thing for _, thing in sorted(self._things[key], key=lambda one: one[0].start)] for key in self._shared]


class Kinds:
    """Different things, each with the number of times that it was found."""

    def __init__(self) -> None:
        self._found: dict[StatementFacts, Sequence[Hashable]] = {}
        self._counts: dict[Hashable, int] = {}

    def add(self, home: StatementFacts, found: Sequence[Hashable] | None) -> None:
        """What a statement has."""
        if found:
            self._found[home] = found
            for thing in found:
                self._counts[thing] = self._counts.get(thing, 0) + 1

    def remove(self, home: StatementFacts) -> None:
        """A statement is no more."""
        for thing in self._found.pop(home, ()):
            self._counts[thing] -= 1
            if not self._counts[thing]:
                del self._counts[thing]

    def all(self) -> KeysView[Any]:
        """The things, each once."""
        return self._counts.keys()


def _crowded(alike: Pick, statements: Sequence[StatementFacts]) -> Sequence[StatementFacts]:
    """The statements with things that share a cheap key with others, in order."""
    by_key: dict[Hashable, list[StatementFacts]] = {}
    for home in statements:
        for key in alike(home) or ():
            by_key.setdefault(key, []).append(home)
    found = {home for homes in by_key.values() if len(homes) > 1 for home in homes}
    return [home for home in statements if home in found] if found else ()


def _start(statement: StatementFacts) -> int:
    return statement.start
