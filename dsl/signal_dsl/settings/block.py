"""The settings block of a script: TOML in comments, in the form of Python's inline script metadata.

    # /// backtest
    # timeframe = "1d"
    # ///

A block of another name belongs to somebody else and is passed over. What is nearly a block is read as one and reported,
for nothing is worse than settings that are silently not in force.
"""

from __future__ import annotations

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.records import record
from signal_dsl.settings.model import Fault, Place, RunSettings
from signal_dsl.source import Source

OPENING = "# /// backtest"
CLOSING = "# ///"
_NAME = "backtest"


@record
class Block:
    """A script's settings block, from offset `start` to `end`: its settings, the place of each, and the faults."""

    start: int
    end: int
    run: RunSettings
    places: dict[str, Place]
    faults: tuple[Fault, ...] = ()


@record
class _Line:
    """A line without its end and without blanks around it, from `start` to `end`."""

    number: int
    start: int
    end: int
    text: str


def script_block(text: str) -> Block | None:
    """The settings block of a script; None where it has none. Whatever `text` holds, this raises nothing."""
    if "#" not in text or "///" not in text:  # the one is found much quicker than the other
        return None
    source = Source(text)
    markers = _markers(source)
    faults = [fault for line, name in markers if name not in ("", _NAME) and (fault := _misspelt(line, name))]
    openings = [(i, line) for i, (line, name) in enumerate(markers) if name == _NAME]
    if not openings:
        return Block(0, 0, RunSettings(), {}, tuple(faults)) if faults else None
    index, opening = openings[0]
    for _, second in openings[1:]:
        told = f"A script has one settings block. Move these settings to the one in line {opening.number}."
        faults.append(Fault(second.start, second.end, told))
    _expect(opening, OPENING, faults)
    following = markers[index + 1] if index + 1 < len(markers) else None
    if following and following[1] == "":
        closing = following[0]
        _expect(closing, CLOSING, faults)
        end = closing.end
        inside = [_line(source, number) for number in range(opening.number + 1, closing.number)]
    else:
        inside = _comments(source, opening.number + 1, following[0].number if following else None)
        end = inside[-1].end if inside else opening.end
        fix = Fix("Close the block", (Edit(end, end, "\n" + CLOSING),))
        told = f"The settings block is not closed. End it with a line `{CLOSING}`."
        faults.append(Fault(opening.start, opening.end, told, fix=fix))
    run, places, more = _read(inside, faults)
    return Block(opening.start, end, run, places, tuple(sorted(more, key=lambda fault: fault.start)))


def _markers(source: Source) -> list[tuple[_Line, str]]:
    """The lines `# /// NAME` and `# ///`, however they are spaced, with the name in lower case."""
    found = []
    at = source.text.find("///")
    while at >= 0:
        line = _line(source, source.position(at).line)
        if line.text.startswith("#") and line.text[1:].lstrip().startswith("///"):
            found.append((line, line.text[1:].lstrip()[3:].strip().casefold()))
        at = source.text.find("///", max(line.end, at + 3))
    return found


def _line(source: Source, number: int) -> _Line:
    raw = source.line(number)
    text = raw.strip(" \t\f\ufeff")
    start = source.line_starts[number - 1] + (raw.find(text) if text else 0)
    return _Line(number, start, start + len(text), text)


def _comments(source: Source, number: int, stop: int | None) -> list[_Line]:
    """The comments from line `number` on, up to the first line that is none, or to line `stop`."""
    found = []
    stop = stop or len(source.line_starts) + 1
    while number < stop and (line := _line(source, number)).text.startswith("#"):
        found.append(line)
        number += 1
    return found


def _expect(line: _Line, form: str, faults: list[Fault]) -> None:
    """Tell that a marker is written otherwise than Python's tools know it."""
    if line.text != form:
        fix = Fix(f"Write `{form}`", (Edit(line.start, line.end, form),))
        faults.append(Fault(line.start, line.end, f"This line is written `{form}`.", fix=fix))


def _misspelt(line: _Line, name: str) -> Fault | None:
    from signal_dsl.settings.words import nearest, quoted

    if not nearest(name, [_NAME]):
        return None
    fix = Fix(f"Write `{OPENING}`", (Edit(line.start, line.end, OPENING),), safe=False)
    return Fault(line.start, line.end, f"There is no block {quoted(name)}. Did you mean `{_NAME}`?", fix=fix)


def _read(inside: list[_Line], faults: list[Fault]) -> tuple[RunSettings, dict[str, Place], list[Fault]]:
    """Read the lines between the markers; `faults` are those already found."""
    from signal_dsl.settings.tables import Table, read_run
    from signal_dsl.settings.toml import Document

    lines = []
    bare = []  # not a comment, so it is no part of the block
    tight = []  # `#key`, which Python's tools do not take for one either
    for line in inside:
        if not line.text.startswith("#"):
            bare.append(line)
            continue
        if line.text[1:2] not in ("", " ", "\t"):
            tight.append(line)
        skip = 2 if line.text[1:2] == " " else 1
        lines.append((line.start + skip, line.text[skip:]))
    told = "Each line of the settings block begins with `# `."
    if bare:
        edits = tuple(Edit(line.start, line.start, "# " if line.text else "#") for line in bare)
        fix = Fix("Make it part of the block", edits, safe=not any(line.text for line in bare))
        faults.append(Fault(bare[0].start, bare[0].end, told, fix=fix))
    if tight:
        fix = Fix("Insert the space", tuple(Edit(line.start + 1, line.start + 1, " ") for line in tight))
        faults.append(Fault(tight[0].start, tight[0].end, told, fix=fix))
    document = Document(lines)
    headings = {part.path[0]: part.path for part in document.statements if part.is_heading and part.path}
    for path in headings.values():
        place = document.place(path)
        faults.append(Fault(place.start, place.end, "A settings block has no tables. Delete this heading."))
    table = Table(document, (), {key: value for key, value in document.values.items() if key not in headings})
    run, places = read_run(table)
    return run, places, faults + document.faults + table.faults
