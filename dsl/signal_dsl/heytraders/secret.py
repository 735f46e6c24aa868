"""The API key, which shows itself to nobody who does not ask for it by name."""

from __future__ import annotations

from signal_dsl.errors import UsageError

_SHORTEST, _LONGEST = 4, 1024
_HIDDEN = "…"


class Key:
    """An API key. `str`, `repr` and tracebacks have its masked form; `reveal()` has the key.

    Raises UsageError where `text` cannot be one, without telling it.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        text = text.strip()
        if not _SHORTEST <= len(text) <= _LONGEST or not all("!" <= char <= "~" for char in text):
            told = f"This is no API key: a key has {_SHORTEST} to {_LONGEST} letters, digits and signs, and no blanks."
            raise UsageError(told, "Copy it again, in full.")
        self._text = text

    def reveal(self) -> str:
        """The key itself: for the request's header and for where keys are kept, and for nothing else."""
        return self._text

    @property
    def masked(self) -> str:
        """Enough of it to tell two keys apart, and not enough to use or guess it."""
        shown = 4 if len(self._text) >= 20 else 0
        return f"{self._text[:shown]}{_HIDDEN}{self._text[-shown:] if shown else ''}"

    def hidden_in(self, text: str) -> str:
        """`text` with the masked form in place of the key: the platform's words may repeat it."""
        return text.replace(self._text, self.masked) if self._text in text else text

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"Key({self.masked})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("A key is not written anywhere by itself.")
