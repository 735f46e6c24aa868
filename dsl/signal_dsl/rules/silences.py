"""`# noqa`: findings that a comment silences at its line, and comments that silence nothing."""

from __future__ import annotations

import re
from bisect import bisect_right

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.records import record
from signal_dsl.rules.base import Finding
from signal_dsl.rules.registry import matches, rules
from signal_dsl.syntax.lines import comments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from signal_dsl.analysis import Facts
    from signal_dsl.diagnostics import Diagnostic
    from signal_dsl.rules.base import Rule

# A code that is not ours is another tool's, and none of our business.
_CODE = r"[A-Z]+[0-9]+"
_NOQA = re.compile(rf"#\s*noqa(?!\w)(?P<colon>\s*:)?\s*(?P<codes>{_CODE}(?:[\s,]+{_CODE})*)?", re.IGNORECASE)
_EACH_CODE = re.compile(_CODE, re.IGNORECASE)
_MENTIONED = re.compile("noqa", re.IGNORECASE)


@record
class Code:
    """A code that a silencer names, from `start` to `end`."""

    text: str
    start: int
    end: int


@record
class Silencer:
    """A `# noqa` from `start` to `end` in the comment that ends at `comment_end`; it silences the lines from `first` to
    `last`. Without `codes` that is every rule's, unless it `names` what is none.
    """

    start: int
    end: int
    comment_end: int
    first: int
    last: int
    codes: tuple[Code, ...]
    names: bool


def silenced(found: list[Diagnostic], facts: Facts, chosen: Collection[Rule]) -> tuple[list[Diagnostic], list[Finding]]:
    """What is left of the findings of the `chosen` rules, and what there is to say about the comments."""
    by_line: dict[int, list[Silencer]] = {}
    silencers = list(_silencers(facts))
    for silencer in silencers:
        for line in range(silencer.first, silencer.last + 1):
            by_line.setdefault(line, []).append(silencer)
    used: set[Silencer | Code] = set()
    left = []
    for diagnostic in found:
        rule = next(rule for rule in chosen if rule.code == diagnostic.code)
        by = [one for silencer in by_line.get(diagnostic.range.start.line, ()) for one in _by(silencer, rule)]
        used.update(by)
        if not by:
            left.append(diagnostic)
    return left, [finding for silencer in silencers for finding in _unused(silencer, used, facts.source.text, chosen)]


def _silencers(facts: Facts) -> Iterator[Silencer]:
    """The silencers of a script, in order. One in a statement silences all of its lines."""
    source = facts.source
    starts = [statement.start for statement in facts.statements]
    seen = -1
    for mention in _MENTIONED.finditer(source.text):
        if mention.start() < seen:
            continue
        line = source.position(mention.start()).line
        begin = source.line_starts[line - 1]
        end = begin + len(source.line(line))
        first = last = line
        index = bisect_right(starts, mention.start()) - 1
        if index >= 0:
            statement = facts.statements[index]
            over = statement.start + statement.parsed.length
            if mention.start() < over:
                begin, end = statement.start, over
                first, last = source.position(begin).line, source.position(over).line
        seen = end
        for comment_start, comment_end in comments(source.text, begin, end):
            match = _NOQA.search(source.text, comment_start, comment_end)
            if match:
                yield _silencer(match, comment_end, first, last)


def _silencer(match: re.Match[str], comment_end: int, first: int, last: int) -> Silencer:
    codes: tuple[Code, ...] = ()
    if match["codes"]:
        found = _EACH_CODE.finditer(match.string, *match.span("codes"))
        codes = tuple(Code(code[0].upper(), *code.span()) for code in found)
    end = match.start() + len(match[0].rstrip())
    return Silencer(match.start(), end, comment_end, first, last, codes, bool(codes or match["colon"]))


def _by(silencer: Silencer, rule: Rule) -> Sequence[Silencer | Code]:
    """What of a silencer silences a rule. Syntax errors are not silenced: what follows them is anybody's guess."""
    if rule.code.startswith("SIG0"):
        return []
    if not silencer.names:
        return [silencer]
    return [code for code in silencer.codes if matches(rule, code.text)][:1]


def _unused(
    silencer: Silencer, used: Collection[Silencer | Code], text: str, chosen: Collection[Rule]
) -> Iterator[Finding]:
    """What of a silencer is good for nothing, as far as the `chosen` rules can tell."""
    if not silencer.names:
        if silencer not in used and len(chosen) == len(rules()):
            fix = Fix("Take it away", (_without(silencer, text),))
            yield Finding(silencer.start, silencer.end, "`# noqa` silences nothing here. Take it away.", (fix,))
        return
    if not silencer.codes:
        told = "`# noqa:` is followed by no rule, so it silences nothing. Name one, as in `# noqa: SIG102`."
        yield Finding(silencer.start, silencer.end, told)
        return
    if any("SIG702".startswith(code.text) for code in silencer.codes):
        return  # it is to be left in peace
    faults = [(code, why) for code in silencer.codes if code not in used and (why := _why(code.text, chosen))]
    if not faults:
        return
    gone = [code for code, _ in faults]
    kept = ", ".join(code.text for code in silencer.codes if code not in gone)
    edit = Edit(silencer.codes[0].start, silencer.codes[-1].end, kept) if kept else _without(silencer, text)
    told = " ".join(dict.fromkeys(why for _, why in faults))
    title = "Take it away" if len(gone) == 1 else "Take them away"
    yield Finding(gone[0].start, gone[-1].end, f"{told} {title}.", (Fix(title, (edit,)),))


def _why(code: str, chosen: Collection[Rule]) -> str:
    """Why a code that was not used is good for nothing; empty where it may be of use to rules that are not in force."""
    if not code.startswith("SIG"):
        return ""
    meant = [rule for rule in rules() if matches(rule, code)]
    if not meant:
        return f"There is no rule `{code}` to silence."
    if all(rule.code.startswith("SIG0") for rule in meant):
        return f"Syntax errors cannot be silenced, so `{code}` has no effect."
    return f"`{code}` silences nothing here." if all(rule in chosen for rule in meant) else ""


def _without(silencer: Silencer, text: str) -> Edit:
    """The edit that takes a silencer away, and the whole comment or line if nothing else is on it."""
    rest = text[silencer.end : silencer.comment_end].lstrip(" \t:,")
    before = text[: silencer.start].rstrip(" \t")
    if rest and "#" not in rest[:1]:
        return Edit(silencer.start, silencer.comment_end, f"# {rest}")
    if rest:
        return Edit(silencer.start, silencer.comment_end - len(rest), "")
    if not before or before[-1] in "\r\n":
        after = re.compile(r"\r\n|\n|\r|").match(text, silencer.comment_end)
        return Edit(len(before), after.end() if after else silencer.comment_end, "")
    return Edit(len(before), silencer.comment_end, "")
