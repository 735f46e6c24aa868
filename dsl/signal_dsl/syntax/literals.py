"""Numbers, strings and names as values. Escapes and digits mean what they mean in Python."""

from __future__ import annotations

# Python refuses longer integers, too (sys.set_int_max_str_digits).
_MAX_DIGITS = 4300


class LiteralError(Exception):
    """A literal whose value cannot be had; the text says why, as a sentence."""


def number(text: str) -> int | float:
    """The value of a number. Raises `LiteralError`."""
    if text.isdigit() and (text[0] != "0" or text == "0"):
        if len(text) > _MAX_DIGITS:
            raise LiteralError(f"this number has {len(text)} digits; the most is {_MAX_DIGITS}")
        return int(text)
    if "." in text or "e" in text or "E" in text:
        return float(text)
    plain = text.replace("_", "")
    if plain[0] == "0":
        if plain.strip("0"):
            without = plain.lstrip("0")
            remedy = f"write `{without}`" if len(without) <= 40 else "take it away"
            raise LiteralError(f"a number does not begin with 0: {remedy}")
        return 0
    if len(plain) > _MAX_DIGITS:
        raise LiteralError(f"this number has {len(plain)} digits; the most is {_MAX_DIGITS}")
    return int(plain)


def string(text: str) -> str:
    """The value of a string. Raises `LiteralError`."""
    if "\\" not in text:
        return text[1:-1]
    import ast  # only for the rare string with an escape in it
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an unknown escape such as "\d" stays as it is, as in Python
            return str(ast.literal_eval(text.replace("\r\n", "\n")))
    except (SyntaxError, ValueError, UnicodeError):
        raise LiteralError('an escape in this string is not complete: write "\\\\" for a backslash') from None


def identifier(text: str) -> str:
    """A name with letters beyond ASCII, in the form in which Python compares names. Raises `LiteralError`."""
    import unicodedata  # only for the rare name that needs it

    if not text.isidentifier():
        odd = next(text[at] for at in range(len(text)) if not text[: at + 1].isidentifier())
        raise LiteralError(f"a name cannot contain `{odd}`: take it away")
    return unicodedata.normalize("NFKC", text)
