"""The rule codes that `# noqa` comments name, and where one may be typed."""

from __future__ import annotations

import re

from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_NOQA = re.compile(r"#\s*noqa(?!\w)(\s*:)?", re.IGNORECASE)
_CODE = re.compile(r"[\s,]*([A-Z]+[0-9]*)", re.IGNORECASE)
_WHOLE = re.compile(r"[A-Z]+[0-9]+", re.IGNORECASE)


@record
class Code:
    """A code in a silencer, whole or half typed."""

    text: str
    start: int
    end: int

    @property
    def is_whole(self) -> bool:
        return _WHOLE.fullmatch(self.text) is not None


def codes(text: str, start: int, end: int) -> Iterator[Code]:
    """The codes of the silencer in the comment from `start` to `end`."""
    silencer = _NOQA.search(text, start, end)
    at = silencer.end() if silencer else end
    while match := _CODE.match(text, at, end):
        code = Code(match[1], *match.span(1))
        if not code.is_whole and not (code.end == end and "SIG".startswith(code.text.upper()[:3])):
            return
        yield code
        at = match.end()


def is_code_place(text: str, start: int, end: int, offset: int) -> bool:
    """Whether a rule's code can be typed at `offset` in the comment from `start` to `end`."""
    silencer = _NOQA.search(text, start, end)
    if silencer is None or silencer[1] is None or offset < silencer.end():
        return False
    rest = text[silencer.end() : offset]
    return re.fullmatch(rf"(?:[\s,]*{_WHOLE.pattern})*[\s,]*[A-Z]*[0-9]*", rest, re.IGNORECASE) is not None
