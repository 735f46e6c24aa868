"""What can follow a dot: the outputs of a call."""

from __future__ import annotations

from signal_dsl.analysis.facts import Binding
from signal_dsl.ide.completion import items
from signal_dsl.ide.completion.items import Completion, quality
from signal_dsl.ide.cursor import MARK, NAME
from signal_dsl.ide.pages import values
from signal_dsl.syntax.nodes import Attribute

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from signal_dsl.catalog import Function, Output
    from signal_dsl.ide.completion.expressions import Ranked
    from signal_dsl.ide.cursor import Cursor, Word


def members(cursor: Cursor) -> Iterator[Ranked]:
    """The outputs of what stands before the dot."""
    outputs, function = _outputs(cursor)
    if len(outputs) < 2:
        return
    for rank, output in enumerate(outputs):
        match = quality(cursor.typed, output.name)
        if match is not None:
            page = f"output:{function.name}:{output.name}" if function is not None else ""
            detail = values(output) or output.summary.partition(".")[0]
            yield (
                match,
                0,
                rank,
                Completion(
                    output.name, items.OUTPUT, cursor.start, cursor.offset, cursor.end, output.name, "", detail, page
                ),
            )


def _outputs(cursor: Cursor) -> tuple[Sequence[Output], Function | None]:
    home, dot = cursor.home, cursor.before
    if home is None or dot is None:
        return (), None
    for node in home.nodes.get(Attribute, ()):
        assert isinstance(node, Attribute)
        behind = cursor.snapshot.text[home.start + node.value.end : dot.end]
        if home.start + node.value.end <= dot.start and not behind.replace(")", "").strip(" \t.\r\n\\"):
            fact = home.facts.get(node.value)
            call = home.calls.get(node.value)
            if fact is not None and fact.outputs:
                return fact.outputs, call.function if call is not None else _function(cursor)
    function = _function(cursor)
    if function is not None:
        return function.outputs, function
    name = cursor.words[cursor.words.index(dot) - 1]
    binding = cursor.snapshot.bound(name.text, home) if name.kind == NAME else None
    return (binding.fact.outputs, None) if isinstance(binding, Binding) else ((), None)


def _function(cursor: Cursor) -> Function | None:
    """The function whose call stands before the dot, read off the words."""
    words = cursor.words
    at = words.index(cursor.before) - 1 if cursor.before is not None else -1
    if at < 0 or words[at].text != ")":
        return None
    name = _called(words, at)
    return cursor.snapshot.facts.catalog.function(name.text) if name is not None else None


def _called(words: list[Word], at: int) -> Word | None:
    """The name of the function whose call's closing bracket is the word at `at`."""
    depth = 0
    while at >= 0:
        if words[at].kind == MARK and words[at].text in (")", "]"):
            depth += 1
        elif words[at].kind == MARK and words[at].text in ("(", "["):
            depth -= 1
            if depth == 0:
                return words[at - 1] if at and words[at - 1].kind == NAME else None
        at -= 1
    return None
