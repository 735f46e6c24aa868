"""What is being typed at a place: read off the words of the statement, so that it holds in half-typed ones as well."""

from __future__ import annotations

from signal_dsl.records import record
from signal_dsl.syntax._tables import KEYWORDS, KINDS
from signal_dsl.syntax.tokens import END, word_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis.facts import StatementFacts
    from signal_dsl.ide.snapshot import Snapshot

# Kinds of `Word`.
NAME = "name"
KEYWORD = "keyword"
NUMBER = "number"
STRING = "string"
OPERATOR = "operator"
MARK = "mark"  # brackets, commas, dots, "="
OTHER = "other"
_KINDS = {
    "NAME": NAME,
    "NUMBER": NUMBER,
    "STRING": STRING,
    "COMMA": MARK,
    "DOT": MARK,
    "EQUAL": MARK,
    "LPAR": MARK,
    "LSQB": MARK,
    "RPAR": MARK,
    "RSQB": MARK,
    "OTHER": OTHER,
}
_BY_NUMBER = [_KINDS.get(kind, OPERATOR) for kind in KINDS]

# Kinds of `Bracket`.
CALL = "call"
GROUP = "group"
INDEX = "index"
LIST = "list"
_DEPTH = {"(": 1, "[": 1, ")": -1, "]": -1}


@record
class Word:
    """One word of a statement: offsets into the script, and its text."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def is_operand(self) -> bool:
        """Whether a value ends with this word, so that an operator can follow."""
        if self.kind == KEYWORD:
            return self.text in ("True", "False", "None")
        return self.kind in (NAME, NUMBER, STRING) or self.text in (")", "]")


class Bracket:
    """An open bracket around the cursor.

    `start` is its offset, `position` counts the commas between it and the cursor. Of a CALL, `name` is the function's,
    empty where something else is called, `name_start` is where that begins, `keyword` the name that the cursor's
    argument is given by, and `given` are the names of the other arguments that are given by name. `is_followed` tells
    that an argument without a name comes behind the cursor's.
    """

    def __init__(self, kind: str, start: int, name: str, name_start: int) -> None:
        self.kind = kind
        self.start = start
        self.name = name
        self.name_start = name_start
        self.position = 0
        self.keyword = ""
        self.given: list[str] = []
        self.is_followed = False


class Cursor:
    """The place at `offset`.

    home        the statement that is typed on, None where a new one begins
    words       its words; `before` is the last that ends before the cursor's own
    word        the word that the cursor is in, or at whose end it is; None where a new one begins
    brackets    the open brackets around the cursor, the outermost first
    start, end  of the word at the cursor; the cursor's own place where there is none
    typed       what of that word stands before the cursor
    next        the text of the first word behind it; empty where there is none
    """

    def __init__(self, snapshot: Snapshot, offset: int) -> None:
        self.snapshot = snapshot
        self.offset = offset
        self.home = _home(snapshot, offset)
        start = self.home.start if self.home is not None else offset
        end = max(start + (self.home.parsed.length if self.home is not None else 0), offset)
        self.words = words(snapshot.text, start, end)
        self.word: Word | None = None
        self.before: Word | None = None
        for word in self.words:
            touched = word.start < offset <= word.end and word.kind in (NAME, KEYWORD, NUMBER, STRING)
            if touched and not (word.kind == STRING and offset == word.end and _is_closed(word)):
                self.word = word
            elif word.end <= offset and (word.end < offset or word.kind not in (NAME, KEYWORD, NUMBER)):
                self.before = word
        self.brackets = _brackets(self.words, offset)
        self.start = self.word.start if self.word is not None else offset
        self.end = self.word.end if self.word is not None else offset
        self.typed = snapshot.text[self.start : offset]
        behind = (word.text for word in self.words if word.start >= self.end and word is not self.word)
        self.next = next(behind, "")

    @property
    def call(self) -> Bracket | None:
        """The innermost call around the cursor, through groups, lists and indices."""
        return next((one for one in reversed(self.brackets) if one.kind == CALL), None)

    @property
    def innermost(self) -> Bracket | None:
        return self.brackets[-1] if self.brackets else None

    @property
    def begins(self) -> bool:
        """Whether a statement begins with what is typed here."""
        return self.before is None

    @property
    def follows_operand(self) -> bool:
        """Whether a value stands right before, so that an operator is wanted."""
        return self.before is not None and self.before.is_operand


def words(text: str, start: int, end: int) -> list[Word]:
    """The words of a statement, well-formed or not. A string that is not closed reaches to the end of its line."""
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")  # as long as before
    found = []
    at = start
    while at < end:
        kind, word, first, at = word_at(text, at, end)
        if kind == END:
            break
        name = _BY_NUMBER[kind]
        if word[0] in "\"'" and name == OTHER:
            name = STRING
            newline = text.find("\n", first, end)
            at = newline if newline >= 0 else end
            word = text[first:at]
        elif name == OTHER and (word[0].isalpha() or word[0] == "_"):
            name = KEYWORD  # reserved in Python
        elif word in KEYWORDS:
            name = KEYWORD
        found.append(Word(name, first, at, word))
    return found


def _is_closed(word: Word) -> bool:
    return len(word.text) > 1 and word.text[-1] == word.text[0] and not word.text.endswith("\\" + word.text[0])


def _brackets(words: list[Word], offset: int) -> list[Bracket]:
    """The brackets that are open at `offset`, the outermost first."""
    stack: list[Bracket] = []
    index = 0
    while index < len(words) and words[index].end <= offset:
        word = words[index]
        text = word.text if word.kind == MARK else ""
        if text in ("(", "["):
            stack.append(_opened(words, index))
        elif text in (")", "]") and stack:
            stack.pop()
        elif text == "," and stack:
            _next_argument(stack[-1])
            stack[-1].position += 1
        elif text == "=" and stack and index:
            stack[-1].keyword = words[index - 1].text
        index += 1
    _look_ahead(stack, words, index)
    return stack


def _opened(words: list[Word], index: int) -> Bracket:
    """The bracket that the word at `index` opens."""
    word = words[index]
    before = words[index - 1] if index else None
    if before is None or not before.is_operand:
        return Bracket(GROUP if word.text == "(" else LIST, word.start, "", word.start)
    if word.text == "[":
        return Bracket(INDEX, word.start, "", word.start)
    named = before.kind == NAME and (index < 2 or words[index - 2].text != ".")
    return Bracket(CALL, word.start, before.text if named else "", before.start)


def _next_argument(bracket: Bracket) -> None:
    if bracket.keyword:
        bracket.given.append(bracket.keyword)
        bracket.keyword = ""


def _look_ahead(stack: list[Bracket], words: list[Word], index: int) -> None:
    """Take down the names of arguments behind the cursor, up to where the brackets around it are closed."""
    around: list[Bracket | None] = [*stack]
    passed: set[Bracket] = set()  # in which the cursor's own argument is over
    for place in range(index, len(words)):
        word = words[place]
        if not around:
            return
        text = word.text if word.kind == MARK else ""
        bracket = around[-1]
        if text in ("(", "["):
            around.append(None)
        elif text in (")", "]"):
            around.pop()
        elif bracket is not None and text == ",":
            passed.add(bracket)
        elif bracket is not None and text == "=" and place:
            if bracket in passed:
                bracket.given.append(words[place - 1].text)
            else:
                bracket.keyword = words[place - 1].text
        if bracket in passed and words[place - 1].text == "," and text not in (")", "]"):
            named = place + 1 < len(words) and words[place + 1].text == "="
            bracket.is_followed = bracket.is_followed or not named


def _home(snapshot: Snapshot, offset: int) -> StatementFacts | None:
    """The statement that is typed on at `offset`: the one around it, or the one before that goes on.

    In the blanks before a statement it is that one.
    """
    index = snapshot.index(offset)
    following = snapshot.facts.statements[index + 1 : index + 2]
    if following and not snapshot.text[offset : following[0].start].strip(" \t"):
        return following[0]
    if index < 0:
        return None
    statement = snapshot.facts.statements[index]
    end = statement.start + statement.parsed.length
    if offset <= end:
        return statement
    between = snapshot.text[end:offset]
    line = between.rpartition("\n")[2]
    if "\n" not in between.replace("\r", "\n"):
        return None if statement.parsed.text.endswith(";") else statement
    code = words(snapshot.text, statement.start, end)
    depth = sum(_DEPTH.get(word.text, 0) for word in code if word.kind == MARK)
    if depth > 0 and (line[:1] in (" ", "\t") or not code[-1].is_operand):
        return statement
    if between.lstrip(" \t").startswith("\\"):
        return statement
    return None
