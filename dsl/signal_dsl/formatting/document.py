"""A pretty printer after Oppen and Wadler: a group stands on one line if it fits, else each of its lines is broken.

A document is made in the order of its text, and a group knows its width as soon as the next line is met. So making and
printing it takes time in proportion to its length, however deep it is nested.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.formatting.comments import Comment

INDENT = "    "
# Categories of characters that sit on others, or join them.
_WITHOUT_WIDTH = ("Mn", "Me", "Cf")


class Group:
    """Lines that are broken together, namely where what stands from `start` to `end` of the unbroken text does not fit.

    The end is at the next line behind the group: what follows without a line cannot be parted from it.
    """

    __slots__ = ("broken", "end", "start")

    def __init__(self, start: int) -> None:
        self.start = start
        self.end = start
        self.broken = False


class Line:
    """A place where a line may end: `flat` if its group is not broken, else `before`, comments, line end, `after`."""

    __slots__ = ("after", "before", "closing", "comments", "flat", "level")

    def __init__(
        self, flat: str, level: int, comments: list[Comment] | None, before: str, after: str, closing: bool
    ) -> None:
        self.flat = flat
        self.level = level
        self.comments = comments
        self.before = before
        self.after = after
        self.closing = closing

    def broken(self) -> str:
        """What ends the line before, comments, and what begins the new line."""
        new = f"\n{INDENT * self.level}"
        if not self.comments:
            return self.before + new + self.after
        # A comment before a closing bracket is indented like what stands in the brackets.
        margin = new + INDENT if self.closing else new
        parts = [f"{margin}{comment.text}" for comment in self.comments]
        if not self.comments[0].alone:
            parts[0] = f"  {self.comments[0].text}"
        return f"{self.before}{''.join(parts)}{new}{self.after}"


class Document:
    """Text, groups and lines in order."""

    def __init__(self) -> None:
        self._items: list[str | Group | Line | None] = []  # None closes the group that was opened last
        self._flat: list[str] = []  # all of it on one line
        self._width = 0
        self._broken = False
        self._open: list[Group] = []
        self._closed: list[Group] = []  # groups that wait for the next line to know their end

    def text(self, text: str) -> None:
        """Add text that stays in one piece."""
        self._items.append(text)
        self._flat.append(text)
        self._width += width(text)

    def open(self) -> None:
        """Begin a group."""
        group = Group(self._width)
        self._open.append(group)
        self._items.append(group)

    def close(self) -> None:
        """End the group that was begun last."""
        self._closed.append(self._open.pop())
        self._items.append(None)

    def is_broken(self) -> bool:
        """Whether there are comments in the group that was begun last."""
        return self._open[-1].broken

    def line(
        self,
        flat: str,
        level: int,
        comments: list[Comment] | None = None,
        before: str = "",
        after: str = "",
        closing: bool = False,
    ) -> None:
        """Add a place where a line may end. Comments can only stand at the end of one, so they break all groups."""
        if self._closed:
            for group in self._closed:
                group.end = self._width + len(before)
            self._closed.clear()
        if comments:
            self._broken = True
            for group in reversed(self._open):
                if group.broken:
                    break
                group.broken = True
        self._items.append(Line(flat, level, comments, before, after, closing))
        self._flat.append(flat)
        self._width += len(flat)

    def render(self, length: int) -> str:
        """The text, with lines of at most `length` columns as far as the groups allow."""
        if self._width <= length and not self._broken:
            return "".join(self._flat)
        for group in self._closed:
            group.end = self._width
        parts: list[str] = []
        column = 0
        broken = [True]
        for item in self._items:
            if item is None:
                broken.pop()
            elif isinstance(item, str):
                parts.append(item)
                column += width(item)
            elif isinstance(item, Group):
                broken.append(broken[-1] and (item.broken or column + item.end - item.start > length))
            elif broken[-1]:
                parts.append(item.broken())
                column = len(INDENT) * item.level + len(item.after)
            else:
                parts.append(item.flat)
                column += len(item.flat)
        return "".join(parts)


def width(text: str) -> int:
    """Columns of a text on a screen: two for a Chinese character or an emoji, none for an accent set on a letter."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width  # half a millisecond, which ASCII need not pay

    return sum([2 if east_asian_width(char) in "WF" else category(char) not in _WITHOUT_WIDTH for char in text])
