"""TOML errors in words. tomllib's messages speak of TOML's grammar; people want to know what to type."""

from __future__ import annotations

import re

from signal_dsl.records import record
from signal_dsl.settings.statements import Statement
from signal_dsl.settings.words import date_meant, shorten

_BARE_TEXT = re.compile(r"[\w:/.-]+")
_NUMBER = re.compile(r"[+-]?[\d.,_']+%?")
_DATE = re.compile(r"\d{4}-\d")
_COLON = re.compile(r"[ \t]*([A-Za-z_][\w-]*)[ \t]*:[ \t]*")


@record
class Told:
    """What to say about offsets `start` to `end`, and what to write in their place where that is known."""

    start: int
    end: int
    message: str
    title: str = ""
    replacement: str | None = None


def explain(text: str, statement: Statement, message: str, at: int) -> Told:
    """Say what is wrong with `statement`, which tomllib refuses with `message` at the character `at` of `text`."""
    place = statement.place
    key = shorten(text[place.key_start : place.key_end])
    value = text[place.start : place.end]
    start, end = place.start, place.end
    if message == "Too deeply nested":
        return Told(statement.start, statement.end, "This is nested too deeply.")
    if statement.is_heading:
        if "twice" in message or "overwrite" in message:
            return Told(start, end, f"The table `{key}` is given twice. Put its settings together under one heading.")
        return Told(start, end, "This is no table's heading. Write the table's name in square brackets: `[name]`.")
    if place.key_end == statement.end:
        return _no_equal_sign(text, statement)
    if not value:
        return Told(statement.start, end, f"`{key}` has no value. Write one after the `=`, or delete the line.")
    if "overwrite" in message or "twice" in message or "immutable" in message:
        return Told(place.key_start, place.key_end, f"`{key}` is given twice. Delete one of the two.")
    return _bad_value(value, message, start, end, at)


def _no_equal_sign(text: str, statement: Statement) -> Told:
    colon = _COLON.match(text, statement.start, statement.end)
    if colon:
        return Told(
            statement.start,
            colon.end(),
            f"A setting is written with `=`: `{shorten(colon[1])} = ...`.",
            "Write `=` for `:`",
            f"{colon[1]} = ",
        )
    told = "This is no setting. Write `key = value`, or put a `#` before it to make it a comment."
    return Told(statement.start, statement.end, told)


def _bad_value(value: str, message: str, start: int, end: int, at: int) -> Told:
    shown = shorten(value)
    if date := date_meant(value):
        return Told(start, end, f'A date is written as `"{date}"`.', f'Write `"{date}"`', f'"{date}"')
    if _DATE.match(value):
        return Told(start, end, f"`{shown}` is no day of the calendar. Write a date as YYYY-MM-DD.")
    if value in ("True", "False"):
        return Told(start, end, f"`{value}` is written `{value.lower()}`.", f"Write `{value.lower()}`", value.lower())
    if _NUMBER.fullmatch(value):
        if "digits" in message:
            return Told(start, end, "This number has too many digits.")
        return Told(start, end, f"`{shown}` is no number that can be read. Write it like `1000` or `0.0005`.")
    if _BARE_TEXT.fullmatch(value):
        quoted = f'"{value}"'
        return Told(start, end, f"Text stands in quotes: `{shorten(quoted)}`.", "Put it in quotes", quoted)
    if "escape" in message.lower():
        return Told(start, end, "A backslash in double quotes is written twice (or put the text in single quotes).")
    if "nterminated" in message or message.startswith(("Illegal character '\\n'", "Expected \"'")):
        return Told(start, end, "The text's closing quote is missing.")
    if value[0] == "[":
        if not value.endswith("]"):
            return Told(start, end, "The list is not closed. Add a `]`.")
        if message == "Unclosed array":
            at = min(max(at, start), end - 1)
            return Told(at, end, "A comma is missing in the list.")
        return Told(start, end, f"The list `{shown}` cannot be read. Its entries stand in quotes, with commas between.")
    if "after a statement" in message and start < at < end:
        rest = shorten(value[at - start :].strip())
        return Told(at, end, f"`{rest}` does not belong after the value. Put all of a text in quotes.")
    return Told(start, end, f"The value `{shown}` cannot be read. Text stands in double quotes, a list in `[` and `]`.")
