"""A statement's tree as a document.

The tree says how tokens belong together; the text has what the tree does not know: parentheses, spellings, comments. So
the tree is walked in the order of the text, and each token is taken when its turn comes. A comment goes to the next
place where a line may end; what is left at the end of the statement stands behind it.
"""

from __future__ import annotations

from signal_dsl.formatting.document import Document
from signal_dsl.formatting.strings import with_best_quotes
from signal_dsl.formatting.tokens import Tokens
from signal_dsl.syntax.nodes import (
    Argument,
    Attribute,
    Binary,
    Call,
    Comparison,
    Conditional,
    Constant,
    Expression,
    Index,
    ListLiteral,
    Logical,
    Name,
    Unary,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from signal_dsl.formatting.comments import Comment
    from signal_dsl.syntax.nodes import Node, Statement

_SUMS = ("+", "-")
_PRODUCTS = ("*", "/", "//", "%")


def lay_out(text: str, tree: Statement) -> tuple[Document, list[Comment]]:
    """The document of the statement in `text`, and the comments that belong behind it."""
    layout = _Layout(text)
    layout.statement(tree)
    return layout.document, layout.tokens.waiting


class _Layout:
    def __init__(self, text: str) -> None:
        self.document = Document()
        self.tokens = Tokens(text)
        self.level = 0  # of indentation

    def statement(self, tree: Statement) -> None:
        if not isinstance(tree, Expression):
            word = self.tokens.take()
            while not word.endswith("="):
                self.document.text(", " if word == "," else word)
                word = self.tokens.take()
            self.document.text(f" {word} ")
        self.value(tree.value)
        self.tokens.pass_comments()

    def value(self, node: Node) -> None:
        """A statement's value. Parentheses around all of it are put where lines need them, and nowhere else."""
        parentheses = self.tokens.take_until(node.start)
        self.tokens.pass_comments()
        needed = bool(self.tokens.waiting) or self.can_break(node)
        if needed:
            self.open(before="(")
        self.node(node, alone=True)
        for _ in range(parentheses):
            self.tokens.take()
        if needed:
            self.close(after=")")

    def can_break(self, node: Node) -> bool:
        """Whether a value, which comes next, can be broken at operators; else it has brackets of its own, or none."""
        signs = 0
        while isinstance(node, Unary):
            node = node.operand
            signs += 1
            if self.tokens.parenthesized(signs, node.start):
                return False
        return isinstance(node, (Binary, Comparison, Logical, Conditional))

    # Places where a line may end

    def line(self, flat: str = "", before: str = "", after: str = "", closing: bool = False) -> None:
        self.document.line(flat, self.level, self.tokens.give_comments(), before, after, closing)

    def open(self, before: str = "") -> None:
        """The place behind an opening bracket."""
        self.document.open()
        self.level += 1
        self.tokens.pass_comments()
        self.line(before=before)

    def close(self, before: str = "", after: str = "") -> None:
        """The place before a closing bracket, which was taken already."""
        if self.document.is_broken() and not self.tokens.waiting:
            # Where other lines have comments, the one behind the bracket is about the last line, not about the whole.
            self.tokens.pass_remark()
        self.level -= 1
        self.line(before=before, after=after, closing=True)
        self.document.close()

    def operator(self) -> None:
        """An operator, which begins a line. Comments on both sides of it belong to the line before."""
        operator = self.tokens.take()
        self.tokens.pass_comments()
        self.line(" ")
        self.document.text(f"{operator} ")

    # Expressions

    def node(self, node: Node, alone: bool = False) -> None:
        """Any node, `alone` where nothing stands beside it in its brackets: its lines need no indentation then."""
        parentheses = self.tokens.take_until(node.start)
        if not parentheses:
            _FORMS[type(node)](self, node, alone)
            return
        self.document.text("(")
        self.open()
        _FORMS[type(node)](self, node, True)
        for _ in range(parentheses):
            self.tokens.take()
        self.close()
        self.document.text(")")

    def word(self, node: Name | Constant, alone: bool) -> None:
        word = self.tokens.take()
        self.document.text(with_best_quotes(word) if word[0] in "\"'" else word)

    def unary(self, node: Unary, alone: bool) -> None:
        sign = self.tokens.take()
        self.document.text("not " if sign == "not" else sign)
        self.node(node.operand, alone)

    def binary(self, node: Binary, alone: bool) -> None:
        operands = [node.right]
        left = node.left
        # A left side in parentheses begins later than the whole.
        while isinstance(left, Binary) and left.start == node.start and _alike(left.operator, node.operator):
            operands.append(left.right)
            left = left.left
        self.chain([left, *reversed(operands)], alone)

    def comparison(self, node: Comparison, alone: bool) -> None:
        self.chain(node.operands, alone)

    def logical(self, node: Logical, alone: bool) -> None:
        # Alone in broken brackets, each condition has its line, even if two would fit on one.
        self.chain(node.operands, alone, grouped=not alone)

    def chain(self, operands: Sequence[Node], alone: bool, grouped: bool = True) -> None:
        """Operands with operators between them."""
        if grouped:
            self.document.open()
        self.node(operands[0])
        self.level += not alone
        for operand in operands[1:]:
            self.operator()
            self.node(operand)
        self.level -= not alone
        if grouped:
            self.document.close()

    def conditional(self, node: Conditional, alone: bool) -> None:
        """`a if b`, and each `else` on a line of its own."""
        if not alone:
            self.document.open()
        self.choice(node)
        self.level += not alone
        self.operator()
        rest = node.orelse
        while isinstance(rest, Conditional) and rest.start == self.tokens.start:
            self.choice(rest)
            self.operator()
            rest = rest.orelse
        self.node(rest)
        self.level -= not alone
        if not alone:
            self.document.close()

    def choice(self, node: Conditional) -> None:
        """`a if b`."""
        self.document.open()
        self.node(node.body)
        self.level += 1
        self.operator()
        self.node(node.test)
        self.level -= 1
        self.document.close()

    def attribute(self, node: Attribute, alone: bool) -> None:
        self.node(node.value)
        # `1.x` would be the number `1.` and a name.
        blank = " " if self.tokens.before[0] in ".0123456789" else ""
        self.document.text(f"{blank}{self.tokens.take()}{self.tokens.take()}")

    def index(self, node: Index, alone: bool) -> None:
        self.node(node.value)
        self.document.text(self.tokens.take())
        position = node.index.operand if isinstance(node.index, Unary) else node.index
        breaks = not isinstance(position, (Constant, Name))  # `x[-2]` stays in one piece
        if breaks:
            self.open()
        self.node(node.index, alone=True)
        bracket = self.tokens.take()
        if breaks:
            self.close()
        self.document.text(bracket)

    def call(self, node: Call, alone: bool) -> None:
        self.node(node.function)
        self.items(node.arguments)

    def list(self, node: ListLiteral, alone: bool) -> None:
        self.items(node.items)

    def items(self, items: Sequence[Node]) -> None:
        """What stands in brackets with commas: all on one line, or each on its own with a comma behind it."""
        self.document.text(self.tokens.take())
        if not items:
            bracket = self.tokens.take()
            if self.tokens.waiting:
                self.document.open()
                self.level += 1
                self.close()
            self.document.text(bracket)
            return
        self.open()
        for index, item in enumerate(items):
            if index:
                self.document.text(self.tokens.take())
                self.tokens.pass_comments()
                self.line(" ")
            self.node(item, alone=len(items) == 1)
        bracket = self.tokens.take()
        if bracket == ",":
            bracket = self.tokens.take()
        self.close(before=",")
        self.document.text(bracket)

    def argument(self, node: Argument, alone: bool) -> None:
        if node.name is not None:
            self.document.text(self.tokens.take() + self.tokens.take())
        self.node(node.value, alone and node.name is None)


_FORMS: dict[type[Node], Callable[[_Layout, Any, bool], None]] = {
    Argument: _Layout.argument,
    Attribute: _Layout.attribute,
    Binary: _Layout.binary,
    Call: _Layout.call,
    Comparison: _Layout.comparison,
    Conditional: _Layout.conditional,
    Constant: _Layout.word,
    Index: _Layout.index,
    ListLiteral: _Layout.list,
    Logical: _Layout.logical,
    Name: _Layout.word,
    Unary: _Layout.unary,
}


def _alike(left: str, right: str) -> bool:
    """Whether two operators are of one rank and read from left to right."""
    return any(left in rank and right in rank for rank in (_SUMS, _PRODUCTS))
