"""Text to tree. Nothing outside this package knows how a script is parsed."""

from signal_dsl.syntax.faults import NOT_IN_SIGNAL_DSL, SYNTAX_ERROR, Fault
from signal_dsl.syntax.parser import MAX_DEPTH, MAX_LENGTH, Parsed, Parser, Script, parse

__all__ = [
    "MAX_DEPTH",
    "MAX_LENGTH",
    "NOT_IN_SIGNAL_DSL",
    "SYNTAX_ERROR",
    "Fault",
    "Parsed",
    "Parser",
    "Script",
    "parse",
]
