"""What is merely spelled differently elsewhere: signs of C and Pine, look-alikes of a word processor's."""

from __future__ import annotations

import re

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.syntax._tables import KEYWORDS, KINDS
from signal_dsl.syntax.faults import Fault
from signal_dsl.syntax.stuck import COMPARE, END, EQUAL, NAME, NUMBER, OTHER, replacing, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.syntax.stuck import Stuck

# What is written elsewhere, what is written here. The longer come first.
_SPELLINGS = {"&&": "and", "||": "or", "&": "and", "|": "or", "!": "not", "~": "not", ":=": "="}
# Words that are operators elsewhere.
_WORDS = {"mod": "%", "div": "//", "equals": "=="}
_UPPER = ("and", "or", "not", "if", "else")
_CROSSES = ("cross", "crosses", "crossed", "crossing")
# What stands before a name where names are declared.
_DECLARATIONS = ("var", "varip", "let", "const", "float", "int", "bool", "string", "series", "simple")

# Characters that look like what was meant.
_LOOKALIKES = {
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "`": "'",
    "\u2212": "-", "\u2013": "-", "\u2014": "-", "\u00d7": "*", "\u00f7": "/", "\u2217": "*",
    "\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "\uff1c": "<", "\uff1e": ">", "\uff1d": "=",
    "\uff0c": ",", "\uff08": "(", "\uff09": ")", "\uff0b": "+", "\uff0e": ".", "\uff0d": "-", "\uff0f": "/",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u3000": " ", "\u200b": "", "\u2060": "", "\ufeff": "",
}  # fmt: skip
_KINDS = {
    **{sign: KEYWORDS[word] for sign, word in _SPELLINGS.items() if word in KEYWORDS},
    **dict.fromkeys("\u2212\u2013\u2014\uff0b\uff0d", KINDS.index("ADD")),
    **dict.fromkeys("\u00d7\u00f7\u2217\uff0f", KINDS.index("MULTIPLY")),
    **dict.fromkeys("\u2264\u2265\u2260\uff1c\uff1e", COMPARE),
    "\uff0c": KINDS.index("COMMA"), "\uff08": KINDS.index("LPAR"), "\uff09": KINDS.index("RPAR"),
    "\uff1d": EQUAL,
}  # fmt: skip


def meant(text: object) -> tuple[int, str] | None:
    """The kind and spelling of the token that a character of another language stands for."""
    if not isinstance(text, str) or text not in _KINDS:
        return None
    return _KINDS[text], _LOOKALIKES.get(text) or _SPELLINGS[text]


def explain(stuck: Stuck) -> Fault | None:
    """The fault where something is spelled as elsewhere at the stuck token, else None."""
    for explanation in (_comment, _spelling, _word, _declaration, _counting, _lookalike, _number):
        fault = explanation(stuck)
        if fault is not None:
            return fault
    return None


def _spelling(stuck: Stuck) -> Fault | None:
    if stuck.kind == COMPARE and stuck.word == ">" and stuck.before == "<" and stuck.touches(stuck.index):
        return stuck.fault("`<>` is written `!=` here.", first=stuck.index - 1, write="!=")
    if stuck.kind != OTHER:
        return None
    written = stuck.text[stuck.start : stuck.start + 2]
    written = written if written in _SPELLINGS else stuck.word
    if written not in _SPELLINGS:
        return None
    here = _SPELLINGS[written]
    end = stuck.start + len(written)
    text = here
    if here.isalpha():  # a word needs blanks around it where the sign had none
        before, after = stuck.text[max(stuck.start - 1, 0) : stuck.start], stuck.text[end : end + 1]
        text = (" " if before and before not in " \t(" else "") + here + ("" if after.isspace() else " ")
    message = f"`{written}` is written `{here}` here."
    return Fault(stuck.start, end, message, fix=Fix(f"Write `{here}`", (Edit(stuck.start, end, text),)))


def _word(stuck: Stuck) -> Fault | None:
    for index in (stuck.index, stuck.index - 1):
        word = stuck.spelled(index)
        if stuck.kind_at(index) == NAME and word not in _UPPER and word.lower() in _UPPER:
            lower = word.lower()
            return stuck.fault(f"`{word}` is written in small letters: `{lower}`.", index, index, write=lower)
    lower = stuck.word.lower()
    if stuck.kind != NAME or stuck.fits(NAME):
        return None
    if lower in _WORDS:
        return stuck.fault(f"`{stuck.word}` is written `{_WORDS[lower]}` here.", write=_WORDS[lower])
    if lower in _CROSSES:
        return stuck.fault("A crossing is written `crossover(a, b)` or `crossunder(a, b)`.")
    if lower == "then":
        return stuck.fault("A choice is written `a if condition else b`.")
    return None


def _declaration(stuck: Stuck) -> Fault | None:
    if stuck.index != 1 or stuck.kind != NAME or stuck.before not in _DECLARATIONS:
        return None
    fix = Fix("Take it away", (Edit(stuck.tokens[0][2], stuck.start, ""),))
    message = f"Nothing is declared here: write `{stuck.shown(1)} = ...` without `{stuck.before}`."
    return Fault(stuck.tokens[0][2], stuck.tokens[0][3], message, fix=fix)


def _counting(stuck: Stuck) -> Fault | None:
    sign = stuck.before
    if stuck.kind != END or stuck.index != 3 or sign not in ("+", "-") or stuck.spelled(1) != sign:
        return None
    name, short_name = stuck.spelled(0), stuck.shown(0)
    message = f"`{short_name}{sign * 2}` is written `{short_name} {sign}= 1`."
    return stuck.fault(message, 0, 2, write=f"{name} {sign}= 1")


def _lookalike(stuck: Stuck) -> Fault | None:
    """A character that looks like another one, or one that stands for nothing at all."""
    word = stuck.word
    if stuck.kind != OTHER or len(word) != 1:
        return None
    message = f"The character {_named(word)} is not part of the language."
    here = str(int(word)) if word.isdecimal() else _LOOKALIKES.get(word)
    if here is None and word.isprintable():
        return stuck.fault(f"{message} Take it away.")
    here = here or ""
    remedy = f"Write `{here}`." if here.strip() else "Write an ordinary blank." if here else "Take it away."
    edits = [Edit(start, end, here) for _, _, start, end in stuck.tokens if stuck.text[start:end] == word]
    return Fault(stuck.start, stuck.end, f"{message} {remedy}", fix=Fix(remedy[:-1], tuple(edits)))


def _named(character: str) -> str:
    code = f"U+{ord(character):04X}"
    if character.isprintable() and character not in "` ":
        return f"`{character}` ({code})" if not character.isascii() else f"`{character}`"
    import unicodedata  # only for this rare message

    name = unicodedata.name(character, "").lower()
    return f"{code} ({name})" if name else code


def _comment(stuck: Stuck) -> Fault | None:
    """Comments begin with `//`, `/*` or `--` elsewhere."""
    text = stuck.text
    for sign in ("//", "/*", "--"):
        at = text.rfind(sign, 0, stuck.start + len(sign))
        if at < 0 or "\n" in text[at : stuck.start]:
            continue
        first = at == stuck.tokens[0][2]
        words = [index for index in range(stuck.index + 1) if stuck.tokens[index][2] >= at + len(sign)]
        prose = len(words) > 1 and all(stuck.spelled(index).isalpha() for index in words)
        prose = prose and stuck.kind_at(stuck.index - 1) == NAME and (first or sign != "--")
        if prose or (not words and (first or sign == "/*")):
            return Fault(at, at + 2, f"A comment begins with `#`, not with `{sign}`.", fix=replacing(at, at + 2, "#"))
    if text.endswith("*/"):
        return Fault(len(text) - 2, len(text), "A comment ends with its line, without `*/`. It begins with `#`.")
    return None


def _number(stuck: Stuck) -> Fault | None:
    """A name or another number right behind a number."""
    if stuck.kind not in (NAME, NUMBER) or stuck.kind_at(stuck.index - 1) != NUMBER:
        return None
    written = stuck.before + stuck.word
    first = stuck.index - 1
    if not stuck.touches(stuck.index):
        if not written.isdigit() or len(stuck.word) != 3 or stuck.begins_line:
            return None
        message = f"A number is written without blanks: `{short(written)}`."
        return stuck.fault(message, first, write=written, safe=False)
    if re.fullmatch(r"0(?:[xX](?:_?[0-9a-fA-F])+|[oO](?:_?[0-7])+|[bB](?:_?[01])+)", written):
        if len(written) > 40:
            return stuck.lacking("Numbers are written in decimal digits.", first)
        decimal = str(int(written, 0))
        return stuck.lacking(f"Numbers are written in decimal digits: `{decimal}`.", first, write=decimal)
    if stuck.word in ("j", "J"):
        return stuck.lacking("Signal DSL has no complex numbers.", first)
    if stuck.kind == NUMBER or stuck.word.strip("_0123456789") == "":
        why = "`_` stands between two digits" if "_" in written else "it has two points"
        return stuck.fault(f"`{short(written)}` is not a number: {why}.", first)
    name = stuck.shown(stuck.index)
    message = f"`{short(written)}` is neither a number nor a name: take `{name}` away, or put an operator between."
    return stuck.fault(message, first)
