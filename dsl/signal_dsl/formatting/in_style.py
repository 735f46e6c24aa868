"""Statements that are seen at a glance to be in style, as most are: laying them out is spared.

They are sound, so that the pattern need not tell what is a number, or a name and not a keyword. It is made at every
start of `lint`, and that takes the longer the more it says.
"""

from __future__ import annotations

import re

_NAME = r"[A-Za-z_]\w*+"
_NUMBER = r"\.?\d[\d_.]*+(?:[eE][-+]?\d++)?"
_STRING = r'"[^"\\\n]*+"'
# What stands before an operand and behind it, and what joins two: all with the blanks that belong there.
_BEFORE = r"(?:[-+(\[]|not\ )*+"
_AFTER = rf"(?:[)\]]|\(\)|\.{_NAME})*+"
_JOINT = r"(?:,\ |\ (?:[<>]=?|[-+%]|and|or|//?|\*\*?|[=!]=|if|else)\ |[(\[]|=)"
_OPERAND = rf"{_BEFORE}(?:(?!not[(\[]){_NAME}|{_NUMBER}|{_STRING}){_AFTER}"
# An argument's name has its `=` without blanks, what is assigned must not.
_TARGETS = rf"{_NAME}(?:,\ {_NAME})*+"
_START = rf"(?:{_TARGETS}\ (?:\*\*|//|[-+*/%])?=\ |(?!{_TARGETS}\s*+[-+*/%]*+=(?!=)))"
_VALUE = rf"(?:{_OPERAND}(?:{_JOINT}|(?=\ \ \#|\Z)))++"
_STATEMENT = re.compile(rf"(?P<code>{_START}(?P<value>{_VALUE}))(?:\ \ \#[^\n]*)?", re.ASCII)


def in_style(text: str, length: int) -> bool:
    """Whether the sound statement in `text` is in style for sure: one line of at most `length` columns, blanks and
    parentheses as they should be. Where it is False, that remains to be seen.
    """
    match = _STATEMENT.fullmatch(text)
    if match is None or match.end("code") > length or "((" in text or not text.isascii():
        return False
    value = match["value"]
    return value[0] != "(" or value[-1] != ")"  # a pair around all of it is one too many
