"""What each word of a script is, so that an editor can colour it by its meaning."""

from __future__ import annotations

from signal_dsl.analysis.facts import BOOLEAN, NOT_KNOWN, Binding
from signal_dsl.analysis.results import TYPES
from signal_dsl.catalog import Function, Variable
from signal_dsl.ide import cursor
from signal_dsl.ide.noqa import codes
from signal_dsl.ide.occurrences import names
from signal_dsl.ide.settings_lines import lines
from signal_dsl.ide.tree import name_span
from signal_dsl.syntax.lines import comments
from signal_dsl.syntax.nodes import Attribute, Call

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.ide.occurrences import Occurrence
    from signal_dsl.ide.snapshot import Snapshot

    # Start and end (exclusive), kind, modifiers.
    Token = tuple[int, int, str, tuple[str, ...]]

# Kinds of token.
VARIABLE = "variable"
FUNCTION = "function"
PARAMETER = "parameter"
OUTPUT = "property"
KEYWORD = "keyword"
NUMBER = "number"
STRING = "string"
OPERATOR = "operator"
COMMENT = "comment"
SETTING = "macro"
RULE = "decorator"
KINDS = (VARIABLE, FUNCTION, PARAMETER, OUTPUT, KEYWORD, NUMBER, STRING, OPERATOR, COMMENT, SETTING, RULE)

# Modifiers.
DECLARATION = "declaration"
PLATFORM = "defaultLibrary"
CONSTANT = "readonly"
DEPRECATED = "deprecated"
SERIES = "series"
CONDITION = "condition"
INDICATOR = "indicator"
PATTERN = "pattern"
ACTION = "action"
UNKNOWN = "unknown"
MODIFIERS = (
    *(DECLARATION, PLATFORM, CONSTANT, DEPRECATED),
    *(SERIES, CONDITION, INDICATOR, PATTERN, ACTION, UNKNOWN),
)

_WORDS = {
    cursor.KEYWORD: KEYWORD,
    cursor.NUMBER: NUMBER,
    cursor.STRING: STRING,
    cursor.OPERATOR: OPERATOR,
}


def tokens(snapshot: Snapshot, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens that begin between two offsets, in order; none overlaps another or reaches over a line's end."""
    end = len(snapshot.text) if end is None else end
    return [
        (base + first, base + last, kind, modifiers)
        for base, piece in pieces(snapshot, start, end)
        for first, last, kind, modifiers in piece
        if start <= base + first <= end
    ]


def pieces(snapshot: Snapshot, start: int = 0, end: int | None = None) -> Iterator[tuple[int, tuple[Token, ...]]]:
    """The tokens in pieces: an offset, and tokens that count from there.

    The piece of a statement that has not changed is the very same tuple from one snapshot to the next.
    """
    end = len(snapshot.text) if end is None else end
    text = snapshot.text
    at, end = snapshot.stretch(start)[0], snapshot.stretch(end)[1]
    for statement in snapshot.between(at, end):
        if text.find("#", at, statement.start) >= 0:
            yield at, tuple(_between(snapshot, at, statement.start))
        yield statement.start, of_statement(statement, snapshot)
        at = statement.start + statement.parsed.length
    if text.find("#", at, end) >= 0:
        yield at, tuple(_between(snapshot, at, end))


def of_statement(statement: StatementFacts, snapshot: Snapshot) -> tuple[Token, ...]:
    """The tokens of one statement, counted from its start."""
    found: tuple[Token, ...] | None = statement.notes.get(of_statement)  # type: ignore[assignment]
    if found is None:
        found = tuple(_in_statement(statement, snapshot))
        if not statement.faulty:  # what the words of a broken one stand for may lie elsewhere
            statement.notes[of_statement] = found
    return found


def _in_statement(statement: StatementFacts, snapshot: Snapshot) -> Iterator[Token]:
    base = statement.start
    text = statement.parsed.text
    meant = {one.start - base: _name(one, snapshot) for one in names(statement, snapshot)}
    for node in statement.nodes.get(Attribute, ()):
        span = name_span(node, statement)
        if span is not None:
            meant[span[0] - base] = OUTPUT, ()
    for node in statement.nodes.get(Call, ()):
        for argument in node.arguments if isinstance(node, Call) else ():
            if argument.name is not None:
                meant[argument.start] = PARAMETER, ()
    found: list[Token] = []
    for word in cursor.words(text, 0, len(text)):
        if word.kind == cursor.NAME:
            kind, modifiers = meant.get(word.start, (VARIABLE, (UNKNOWN,)))
            found.append((word.start, word.end, kind, modifiers))
        elif word.kind in _WORDS:
            found += _by_lines(text, word.start, word.end, _WORDS[word.kind])
    if "#" in text:
        for start, end in comments(text, 0, len(text)):
            found += _comment(text, start, end)
        found.sort()
    yield from found


def _name(one: Occurrence, snapshot: Snapshot) -> tuple[str, tuple[str, ...]]:
    """The kind and the modifiers of a name."""
    meaning = one.meaning
    if isinstance(meaning, Function):
        return FUNCTION, (PLATFORM, *_of_function(meaning))
    if isinstance(meaning, Variable):
        deprecated = (DEPRECATED,) if _is_deprecated(meaning) else ()
        return VARIABLE, (PLATFORM, CONDITION if TYPES.get(meaning.kind) == BOOLEAN else SERIES, *deprecated)
    if not isinstance(meaning, Binding):
        return VARIABLE, (DECLARATION,) if one.written else (UNKNOWN,)
    written = (DECLARATION,) if one.written else ()
    fact = meaning.fact
    if fact.value is not NOT_KNOWN and not fact.series:
        return VARIABLE, (*written, CONSTANT)
    if fact.type == BOOLEAN:
        return VARIABLE, (*written, CONDITION)
    return VARIABLE, (*written, SERIES) if fact.series else written


def _of_function(function: Function) -> tuple[str, ...]:
    kind: tuple[str, ...] = ()
    if function.category == "Signals":
        kind = (ACTION,)
    elif function.category == "Pattern Recognition":
        kind = (PATTERN,)
    elif function.lookback != "0":
        kind = (INDICATOR,)
    return (*kind, DEPRECATED) if _is_deprecated(function) else kind


def _is_deprecated(entry: Function | Variable) -> bool:
    """Whether the platform's list says that an entry is not to be used any more."""
    return "deprecated" in entry.summary.lower()


def _between(snapshot: Snapshot, start: int, end: int) -> Iterator[Token]:
    """The comments between two statements, and the settings in them, counted from `start`."""
    text = snapshot.text
    block = snapshot.block if "///" in text else None
    settings: list[Token] = []
    if block is not None and block.start < end and start < block.end:
        settings = [token for token in _settings(snapshot) if start <= token[0] < end]
    for first, last in comments(text, start, end):
        inside = [token for token in settings if first <= token[0] < last]
        found = _parted(first, last, inside) if inside else _comment(text, first, last)
        for begin, over, kind, modifiers in found:
            yield begin - start, over - start, kind, modifiers


def _settings(snapshot: Snapshot) -> Iterator[Token]:
    """The keys and values of the settings block."""
    text = snapshot.text
    for line in lines(snapshot):
        if line.key_end > line.key_start:
            yield line.key_start, line.key_end, SETTING, ()
        at = line.value_start
        for one in line.texts:
            yield one.start, one.end, STRING, ()
        if line.value_start >= 0 and not line.texts:
            value = text[at : line.end].split("#")[0]
            word = value.strip(" \t[],")
            if word and word[0].isdigit():
                start = at + value.index(word)
                yield start, start + len(word), NUMBER, ()


def _comment(text: str, start: int, end: int) -> list[Token]:
    """A comment, apart from the rule codes in it."""
    inside: list[Token] = []
    if "noqa" in text[start:end].lower():
        inside = [(code.start, code.end, RULE, ()) for code in codes(text, start, end) if code.is_whole]
    return _parted(start, end - (text[end - 1 : end] == "\r"), inside)


def _parted(start: int, end: int, inside: list[Token]) -> list[Token]:
    """A comment from `start` to `end` with other tokens in it."""
    found: list[Token] = []
    at = start
    for token in inside:
        if token[0] > at:
            found.append((at, token[0], COMMENT, ()))
        found.append(token)
        at = token[1]
    if at < end:
        found.append((at, end, COMMENT, ()))
    return found


def _by_lines(text: str, start: int, end: int, kind: str) -> Iterator[Token]:
    """A token, in parts where it reaches over line ends."""
    while (newline := text.find("\n", start, end)) >= 0:
        over = newline - (text[newline - 1] == "\r")
        if over > start:
            yield start, over, kind, ()
        start = newline + 1
    if start < end:
        yield start, end, kind, ()
