"""Why a condition is always or never true, in words."""

from __future__ import annotations

from itertools import combinations

from signal_dsl.analysis.constancy.formulas import LITERAL
from signal_dsl.analysis.facts import Binding
from signal_dsl.diagnostics import Edit, Fix
from signal_dsl.rules.base import Finding
from signal_dsl.rules.shared.bounds import bounds, written
from signal_dsl.rules.shared.words import listed
from signal_dsl.syntax.nodes import Assignment, Call, Comparison, Conditional, Logical, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis import Facts
    from signal_dsl.analysis.constancy import Constant
    from signal_dsl.analysis.constancy.formulas import Formula
    from signal_dsl.analysis.constancy.judge import Judge
    from signal_dsl.analysis.constancy.search import Goal
    from signal_dsl.analysis.constancy.terms import Operand
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.syntax.nodes import Node

_BELOW = {"<": "below", "<=": "at most", "==": "exactly", "!=": "other than"}
_ABOVE = {"<": "above", "<=": "at least", "==": "exactly", "!=": "other than"}
_OPPOSITE = {"<": ("<=", True), "<=": ("<", True), "==": ("!=", False), "!=": ("==", False)}


def explained(constant: Constant, judge: Judge, facts: Facts) -> Finding:
    """What is to be said of a constant condition, and how it can be mended."""
    explanation = Explanation(facts, judge)
    home, more = constant.home, ""
    fixes: tuple[Fix, ...] = ()
    window = explanation.window(constant)
    if window is not None:
        text = facts.text(window, home)
        more += f" The window that ends with the bar before is `{text}[-2]`."
        end = home.start + window.end
        fixes = (Fix(f"Write `{text}[-2]`", (Edit(end, end, "[-2]"),), safe=False),)
    joint = explanation.other_joint(constant)
    if joint is not None:
        start, end, word = joint
        more += f" Join them by `{word}` if {'either will do' if word == 'or' else 'both must hold'}."
        fixes = (Fix(f"Join them by `{word}`", (Edit(start, end, word),), safe=False),)

    def told(facts: Facts) -> str:
        return Explanation(facts, judge).message(constant) + more

    start, end = home.start + constant.node.start, home.start + constant.node.end
    return Finding(start, end, told(facts), fixes, again=told)


class Explanation:
    """Explains what is constant in one script."""

    def __init__(self, facts: Facts, judge: Judge) -> None:
        self.facts = facts
        self.judge = judge

    def message(self, of: Constant) -> str:
        """One sentence that says what is wrong, and why."""
        if len(of.parts) > 1:
            return self._together(of)
        text = self.facts.text(of.node, of.home)
        when = "always" if of.always else "never"
        why = self._why_single(of)
        return f"`{text}` is {when} true: {why}." if why else f"`{text}` is {when} true."

    # --- one comparison or call

    def _why_single(self, of: Constant) -> str:
        home, values = of.home, self._operands(of.node)
        if isinstance(of.node, Comparison) and len(values) > 2 and not of.always:
            links = of.parts[0][0].parts
            alone = next((n for n, link in enumerate(links) if self.judge.never(link)), None)
            if alone is None:
                return self._broken_chain(of.node, links, home)
            values = values[alone : alone + 2]
        terms = [self.judge.term(value, home) for value in values]
        for left, right, a, b in zip(values, values[1:], terms, terms[1:], strict=False):
            if a is b or (isinstance(a, float) and a == b):
                texts = [self.facts.text(node, home) for node in (left, right)]
                meaning = self._meaning(left, home)
                plain = texts[0] == texts[1] == meaning
                return "both sides are the same" if plain else f"both sides are `{meaning}`"
        for value, term in zip(values, terms, strict=True):
            if not isinstance(term, float) and any(isinstance(other, float) for other in terms):
                where = bounds(self.judge.range(term))
                if where:
                    return f"{self._called(value, home)} {where}"
        for left, right, a, b in zip(values, values[1:], terms, terms[1:], strict=False):
            order = self._order(left, a, right, b, home)
            if order:
                return order
        return ""

    def _broken_chain(self, node: Comparison, links: tuple[Formula, ...], home: StatementFacts) -> str:
        """Which two comparisons of a chain rule each other out."""
        for one, other in combinations(range(len(links)), 2):
            goals = [(links[one], True), (links[other], True)]
            if self.judge.impossible(goals):
                texts = []
                for place in (one, other):
                    left, right = (self.facts.text(value, home) for value in node.operands[place : place + 2])
                    texts.append(f"`{left} {node.operators[place]} {right}`")
                return self._clash(goals) or f"{listed(texts)} can never both be"
        return ""

    def _operands(self, node: Node) -> list[Node]:
        if isinstance(node, Comparison):
            return node.operands
        return [argument.value for argument in node.arguments] if isinstance(node, Call) else []

    def _called(self, node: Node, home: StatementFacts) -> str:
        """What an expression is called where its range is told of."""
        if isinstance(node, Call) and isinstance(node.function, Name):
            return f"`{node.function.name}`"
        text, meaning = self.facts.text(node, home), self._meaning(node, home)
        return f"`{text}`" if text == meaning else f"`{text}` is `{meaning}`, which"

    def _meaning(self, node: Node, home: StatementFacts) -> str:
        """The expression that a name was given, or the expression itself."""
        for _ in range(8):
            meaning = home.names.get(node) if isinstance(node, Name) else None
            tree = meaning.home.tree if isinstance(meaning, Binding) else None
            if not isinstance(tree, Assignment) or len(tree.targets) != 1:
                break
            assert isinstance(meaning, Binding)
            node, home = tree.value, meaning.home
        return self.facts.text(node, home)

    def _order(self, left: Node, a: Operand, right: Node, b: Operand, home: StatementFacts) -> str:
        """Which of two sides is never above the other."""
        for low, high, lower, higher in ((left, right, a, b), (right, left, b, a)):
            if self.judge.never_above(lower, higher):
                lowest, highest = (f"`{self.facts.text(node, home)}`" for node in (low, high))
                if self.is_window(low, home) and self.is_window(high, home):
                    return f"{lowest} is never above {highest}, as the longer window takes in the shorter one"
                if self.is_window(low, home):
                    return f"{lowest} is never above {highest}, as its window takes in the current bar"
                takes = ", as its window takes in the current bar" if self.is_window(high, home) else ""
                return f"{highest} is never below {lowest}{takes}"
        return ""

    def is_window(self, node: Node, home: StatementFacts) -> bool:
        """Whether an expression is an extreme over a window that ends with the current bar."""
        term = self.judge.term(node, home)
        return not isinstance(term, float) and term.name in ("highest", "lowest") and not term.back

    def window(self, of: Constant) -> Node | None:
        """The extreme of a window that should have ended with the bar before."""
        values = self._operands(of.node)
        windows = [node for node in values if self.is_window(node, of.home) and isinstance(node, (Call, Name))]
        terms = [self.judge.term(value, of.home) for value in values]
        if of.always or len(values) != 2 or len(windows) != 1 or any(isinstance(term, float) for term in terms):
            return None
        return windows[0]

    # --- several parts

    def _together(self, of: Constant) -> str:
        texts = [self._part(part, of) for part in of.parts]
        if len({formula.node for formula, _ in of.parts}) == 1 and isinstance(of.node, Logical):
            texts = [f"`{self.facts.text(operand, of.home)}`" for operand in of.node.operands]
        if of.always:
            return f"One of {listed(texts)} is true at every bar."
        both = "both" if len(texts) == 2 else "all"
        clash = self._clash(list(of.parts))
        return f"{listed(texts)} can never {both} be true" + (f": {clash}." if clash else ".")

    def other_joint(self, of: Constant) -> tuple[int, int, str] | None:
        """Of two comparisons of one term that are joined by the wrong word, where that is, and the other word."""
        node, home = of.node, of.home
        if not isinstance(node, Logical) or len(node.operands) != 2 or len(of.parts) != 2:
            return None
        word = "and" if of.always else "or"
        if not self._clash(list(of.parts)) or self.judge.impossible([(p, h is of.always) for p, h in of.parts]):
            return None
        between = home.parsed.text[node.operands[0].end : node.operands[1].start]
        place = between.find(node.operator)
        if "#" in between or place < 0:
            return None
        start = home.start + node.operands[0].end + place
        return start, start + len(node.operator), word

    def _part(self, part: Goal, of: Constant) -> str:
        formula, holds = part
        assert formula.node is not None
        assert formula.home is not None
        text = self.facts.text(formula.node, formula.home)
        if not holds:
            loose = isinstance(formula.node, (Logical, Conditional)) or len(self._operands(formula.node)) > 2
            text = f"not ({text})" if loose else f"not {text}"
        elsewhere = formula.home is not of.home
        return f"`{text}`" + (f" (line {self.facts.line(formula.node, formula.home)})" if elsewhere else "")

    def _clash(self, parts: list[Goal]) -> str:
        """Of comparisons of one term with numbers, what it would have to be."""
        wanted: list[str] = []
        subject: Operand | None = None
        texts: list[str] = []
        for formula, holds in parts:
            if formula.kind != LITERAL or not formula.sign:
                return ""
            sign, left, right = formula.sign, formula.left, formula.right
            if not holds:
                sign, turned = _OPPOSITE[sign]
                left, right = (right, left) if turned else (left, right)
            if isinstance(right, float) and not isinstance(left, float):
                term, level, words = left, right, _BELOW
            elif isinstance(left, float) and not isinstance(right, float):
                term, level, words = right, left, _ABOVE
            else:
                return ""
            if subject not in (None, term):
                return ""
            subject = term
            wanted.append(f"{words[sign]} {written(level)}")
            texts.append(self._subject(formula, term))
        if len(wanted) != 2 or "" in texts:
            return ""
        same = texts[0].replace(" ", "") == texts[1].replace(" ", "")
        what = f"`{texts[0]}`" if same else f"`{texts[0]}`, which is `{texts[1]}`,"
        assert subject is not None
        of = self.judge.range(subject)
        only = f", as it {bounds(of)}" if of.values or of.whole else ""
        return f"{what} cannot be {wanted[0]} and {wanted[1]} at once{only}"

    def _subject(self, formula: Formula, term: Operand) -> str:
        """The operand of a comparison that a term was read from."""
        assert formula.node is not None
        assert formula.home is not None
        for value in self._operands(formula.node):
            if self.judge.term(value, formula.home) is term:
                return self.facts.text(value, formula.home)
        return ""
