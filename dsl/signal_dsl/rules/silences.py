"""`# noqa`: findings that a comment silences at its line, and comments that silence nothing."""

from __future__ import annotations

import re
from bisect import bisect_right

from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.records import record
from signal_dsl.rules.base import Finding
from signal_dsl.rules.registry import matches, rules
from signal_dsl.rules.shared.words import listed
from signal_dsl.syntax.lines import comments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from signal_dsl.analysis import Facts
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


class Silences:
    """The silencers of a script, and which of them are of use."""

    def __init__(self, facts: Facts) -> None:
        self._source = facts.source
        self._silencers = list(_silencers(facts))
        self._by_line: dict[int, list[Silencer]] = {}
        for silencer in self._silencers:
            for line in range(silencer.first, silencer.last + 1):
                self._by_line.setdefault(line, []).append(silencer)
        self._used: set[Silencer | Code] = set()

    def silence(self, rule: Rule, finding: Finding) -> bool:
        """Whether a finding is silenced."""
        line = self._source.position(finding.start).line
        by = [one for silencer in self._by_line.get(line, ()) for one in _by(silencer, rule)]
        self._used.update(by)
        return bool(by)

    def unused(self) -> list[Finding]:
        """What there is to say about silencers, when all findings are known."""
        return [one for silencer in self._silencers for one in _unused(silencer, self._used, self._source.text)]


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


def _unused(silencer: Silencer, used: Collection[Silencer | Code], text: str) -> Iterator[Finding]:
    """What of a silencer is good for nothing."""
    if not silencer.names:
        if silencer not in used:
            fix = Fix("Take it away", (_without(silencer, text),))
            yield Finding(silencer.start, silencer.end, "`# noqa` silences nothing here. Take it away.", (fix,))
        return
    if not silencer.codes:
        told = "`# noqa:` is followed by no rule, so it silences nothing. Name one, as in `# noqa: SIG102`."
        yield Finding(silencer.start, silencer.end, told)
        return
    if any("SIG702".startswith(code.text) for code in silencer.codes):
        return  # it is to be left in peace
    gone = [code for code in silencer.codes if code not in used and code.text.startswith("SIG")]
    if not gone:
        return
    kept = ", ".join(code.text for code in silencer.codes if code not in gone)
    edit = Edit(silencer.codes[0].start, silencer.codes[-1].end, kept) if kept else _without(silencer, text)
    title = "Take it away" if len(gone) == 1 else "Take them away"
    told = f"{' '.join(_why(list(dict.fromkeys([code.text for code in gone]))))} {title}."
    yield Finding(gone[0].start, gone[-1].end, told, (Fix(title, (edit,)),))


def _why(codes: list[str]) -> Iterator[str]:
    """Why codes that were not used are good for nothing, a sentence for each reason."""
    idle = []
    for code in codes:
        meant = [rule for rule in rules() if matches(rule, code)]
        if not meant:
            yield f"There is no rule `{code}` to silence."
        elif all(rule.code.startswith("SIG0") for rule in meant):
            yield f"Syntax errors cannot be silenced, so `{code}` has no effect."
        else:
            idle.append(f"`{code}`")
    if idle:
        yield f"{listed(idle)} silence{'s' if len(idle) == 1 else ''} nothing here."


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
