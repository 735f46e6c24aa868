"""The tokens of a statement one after the other, and the comments between them.

The comments that have been passed wait, until there is a line to end with them.
"""

from __future__ import annotations

from signal_dsl.formatting.comments import Comment, comments_between
from signal_dsl.syntax.tokens import END, word_at


class Tokens:
    """The tokens of the sound statement `text`."""

    def __init__(self, text: str) -> None:
        self.waiting: list[Comment] = []
        self._text = text
        self._words: list[str] = []
        self._starts: list[int] = []
        self._comments: dict[int, list[Comment]] = {}  # index of a token -> the comments right before it
        self._next = 0
        kind, end = -1, 0
        while kind != END:
            before = end
            kind, word, start, end = word_at(text, before, len(text))
            if text.find("#", before, start) >= 0:
                self._comments[len(self._words)] = comments_between(text, before, start)
            self._words.append(word)
            self._starts.append(start)

    @property
    def start(self) -> int:
        """Where the next token begins."""
        return self._starts[self._next]

    @property
    def before(self) -> str:
        """The token that was taken last."""
        return self._words[self._next - 1]

    def take(self) -> str:
        """The next token; the comments before it wait from now on."""
        if self._comments:
            self.pass_comments()
        self._next += 1
        return self._words[self._next - 1]

    def take_until(self, place: int) -> int:
        """Take the tokens before `place`; how many they were."""
        first = self._next
        while self._starts[self._next] < place:
            self.take()
        return self._next - first

    def pass_comments(self) -> None:
        """Let the comments before the next token wait from now on."""
        if self._next in self._comments:
            self.waiting += self._comments.pop(self._next)

    def pass_remark(self) -> None:
        """The same for a comment that stands in one line with the token taken last and the one before that."""
        after = self._starts[self._next - 2] + len(self._words[self._next - 2])
        comments = self._comments.get(self._next)
        if comments and not comments[0].alone and "\n" not in self._text[after : self._starts[self._next - 1]]:
            self.waiting.append(comments.pop(0))

    def give_comments(self) -> list[Comment] | None:
        """The comments that wait; they do so no longer."""
        if not self.waiting:
            return None
        comments, self.waiting = self.waiting, []
        return comments

    def parenthesized(self, ahead: int, place: int) -> bool:
        """Whether the token `ahead` of the next one begins before `place`."""
        return self._starts[self._next + ahead] < place
