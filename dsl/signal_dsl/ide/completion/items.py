"""What is offered at a place."""

from __future__ import annotations

from signal_dsl.records import record

# Kinds of completion.
NAME = "name"  # one of the script's own
VARIABLE = "variable"
FUNCTION = "function"
PARAMETER = "parameter"
OUTPUT = "output"
VALUE = "value"  # a number, or one of a few words
TEXT = "text"  # a ticker, an exchange
KEYWORD = "keyword"
SETTING = "setting"
RULE = "rule"
SNIPPET = "snippet"


@record
class Completion:
    """One thing that can be typed.

    It replaces the text from `start` to `end`, the cursor's place, or to `over`, where the word under the cursor ends.
    `text` is what is written then, `snippet` the same with tab stops (LSP's syntax), empty where there are none.
    `detail` says in a few words what it is, `page` is for `resolve`. `fits` tells that it can stand there as it is;
    otherwise it is only a beginning. The completions of one place come in the order of their merit.
    """

    label: str
    kind: str
    start: int
    end: int
    over: int
    text: str
    snippet: str = ""
    detail: str = ""
    page: str = ""
    fits: bool = True


def quality(typed: str, label: str) -> int | None:
    """How well a label goes with what is typed, 0 the best; None where it does not."""
    if not typed:
        return 0
    if label.startswith(typed):
        return 0
    typed, label = typed.lower(), label.lower()
    if label.startswith(typed):
        return 1
    at = label.find(typed)
    if at > 0 and not label[at - 1].isalnum():
        return 2
    if len(typed) == 1:
        return None  # that letter is somewhere in almost everything
    if at > 0:
        return 3
    if label[:1] != typed[:1]:
        return None
    place = 0
    for char in typed:
        place = label.find(char, place) + 1
        if not place:
            return None
    return 4
