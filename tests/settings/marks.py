"""Texts with marks: `«` and `»` stand around each place where a fault is expected."""

import re


def unmark(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the marked spans in order."""
    spans = []
    starts = []
    text = ""
    for piece in re.split("([«»])", marked):
        if piece == "«":
            starts.append(len(text))
        elif piece == "»":
            spans.append((starts.pop(), len(text)))
        else:
            text += piece
    assert not starts, "a mark is not closed"
    return text, sorted(spans)


def spans(faults) -> list[tuple[int, int]]:
    return sorted((fault.start, fault.end) for fault in faults)


def mended(text: str, fault) -> str:
    """The text after the fault's fix."""
    for edit in sorted(fault.fix.edits, key=lambda edit: edit.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
