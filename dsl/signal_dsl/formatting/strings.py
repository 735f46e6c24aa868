"""The quotes of strings."""

from __future__ import annotations

import re

_ESCAPE_OR_QUOTE = re.compile(r"""\\[\s\S]|["']""")


def with_best_quotes(literal: str) -> str:
    """A string's literal between the quotes that need the fewest escapes, `"` if there is a choice. The value stays."""
    body = literal[1:-1].replace("\r\n", "\n")
    if "'" not in body and '"' not in body:
        return f'"{body}"'
    quotes = [mark[-1] for mark in _ESCAPE_OR_QUOTE.findall(body)]
    quote = '"' if quotes.count('"') <= quotes.count("'") else "'"

    def written(match: re.Match[str]) -> str:
        mark = match[0]
        if mark[-1] not in "\"'":
            return mark
        return f"\\{quote}" if mark[-1] == quote else mark[-1]

    return quote + _ESCAPE_OR_QUOTE.sub(written, body) + quote
