"""What of the last reading of a text still holds after an edit: the statements above it, and those below."""

from __future__ import annotations

from bisect import bisect_left

from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.syntax.parser import Parsed


@record
class Reading:
    """A text, its statements, and the stretches at which brackets are open that nothing closes.

    How such a stretch is read depends on all that follows it. Within it no statement begins by itself.
    """

    text: str
    statements: list[tuple[int, Parsed]]
    open: list[tuple[int, int]]


class Reuse:
    """Compares a text with the last reading. What is above `start` can be taken over as it is."""

    def __init__(self, last: Reading, text: str) -> None:
        self._last = last
        same = _beginning(last.text, text)
        rest = min(len(last.text), len(text)) - same
        # From here on the text is what it was, `_shift` characters away.
        self._below = len(text) - _ending(last.text, text, rest)
        self._shift = len(text) - len(last.text)
        self.start = text.rfind("\n", 0, same) + 1
        if last.open:
            self.start = min(self.start, last.open[0][0])
        self._above = bisect_left(last.statements, (self.start,))
        while self._above and _end(last.statements[self._above - 1]) >= self.start:
            self._above -= 1  # it reaches into the edited line
            self.start = text.rfind("\n", 0, last.statements[self._above][0]) + 1

    def above(self) -> list[tuple[int, Parsed]]:
        """The statements above `start`."""
        return self._last.statements[: self._above]

    def below(self, at: int) -> Reading | None:
        """What was read before from the line at `at` on; None where it cannot be taken over."""
        last, was = self._last, at - self._shift
        if at < self._below or (was and last.text[was - 1] != "\n"):
            return None
        index = bisect_left(last.statements, (was,))
        if index and _end(last.statements[index - 1]) >= was:
            return None
        if any(begin < was < end for begin, end in last.open):
            return None
        shift = self._shift
        below = last.statements[index:]
        if shift:
            below = [(start + shift, parsed) for start, parsed in below]
        return Reading("", below, [(begin + shift, end + shift) for begin, end in last.open if begin >= was])


def _end(statement: tuple[int, Parsed]) -> int:
    return statement[0] + len(statement[1].text)


def _beginning(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while high - low > 1:  # by halves, for comparing slices is much quicker than comparing characters
        middle = (low + high) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle
    return low


def _ending(one: str, other: str, most: int) -> int:
    """How many characters, at `most`, two texts have in common at their end."""
    low, high = 0, most
    if one[len(one) - high :] == other[len(other) - high :]:
        return high
    while high - low > 1:
        middle = (low + high) // 2
        if one[len(one) - middle : len(one) - low] == other[len(other) - middle : len(other) - low]:
            low = middle
        else:
            high = middle
    return low
