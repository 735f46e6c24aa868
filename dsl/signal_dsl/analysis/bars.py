"""How bars add up: the lookback and settling of an expression from those of its parts, and the reasons where not."""

from __future__ import annotations

from signal_dsl.analysis.facts import NOT_KNOWN, UNKNOWN, Fact, StatementFacts, Step, Unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from signal_dsl.syntax.nodes import Node

# Of the reasons why a lookback is unknown the first few will do; a name used over and over must not multiply them.
_MOST_REASONS = 8


def widest(
    kind: str,
    parts: Sequence[Fact],
    value: object = NOT_KNOWN,
    bounds: tuple[float | None, float | None] = (None, None),
) -> Fact:
    """Facts of what is computed bar by bar from its parts: it begins where the last of them begins."""
    lookback: int | None = 0
    settling: int | None = 0
    chain: Step | None = None
    unknown: tuple[Unknown, ...] = ()
    series = False
    for part in parts:
        series = series or part.series
        if part.lookback is None:
            lookback = None
            chain = None
            if part.unknown != unknown:
                unknown = tuple(dict.fromkeys(unknown + part.unknown))[:_MOST_REASONS]
        elif lookback is not None and part.lookback > lookback:
            lookback = part.lookback
            chain = part.chain
        if part.settling is None:
            settling = None
        elif settling is not None and part.settling > settling:
            settling = part.settling
    return Fact(kind, series, value, bounds[0], bounds[1], lookback, settling, chain, unknown)


def longer(fact: Fact, node: Node, home: StatementFacts, bars: int, settling: int | None) -> Fact:
    """`fact` with `bars` more of lookback because of `node`, and `settling` more still until it has settled."""
    if fact.lookback is not None:
        fact.lookback += bars
        if bars:
            fact.chain = Step(node, home, bars, fact.chain)
    fact.settling = None if fact.settling is None or settling is None else fact.settling + bars + settling
    return fact


def unknown(
    node: Node,
    home: StatementFacts,
    reason: str,
    kind: str = UNKNOWN,
    *,
    inputs: Sequence[Fact] = (),
    period: Node | None = None,
    series: bool = False,
) -> Fact:
    """Facts of an expression whose lookback cannot be known; what is unknown of its inputs is kept."""
    reasons = dict.fromkeys(cause for part in inputs for cause in part.unknown)
    causes = (*list(reasons)[: _MOST_REASONS - 1], Unknown(node, home, reason, period))
    return Fact(kind, series, lookback=None, settling=None, unknown=causes)


def quoted(node: Node, home: StatementFacts, width: int = 60) -> str:
    """A node's text in one line, shortened in the middle where it is long."""
    text = " ".join(home.parsed.text[node.start : node.end].split())
    half = width // 2
    return text if len(text) <= width else f"{text[: half - 2]} … {text[-half:]}"
