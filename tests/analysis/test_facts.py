"""Names, types, known values, bounds, lookback and its chain, settling, signals."""

import math

import pytest

from signal_dsl.analysis import Facts, analyze, chain
from signal_dsl.analysis.bars import quoted
from signal_dsl.analysis.facts import BOOLEAN, NOT_KNOWN, NUMBER, SEVERAL, STRING, UNKNOWN, Binding
from signal_dsl.catalog import Function, Variable
from signal_dsl.syntax.nodes import Name

ENTRY = 'entry("BINANCE:BTC/USDT", "LONG", Weight(0.5))'


def last(text: str):
    """The facts of a script's last statement."""
    return analyze(text).statements[-1].fact


def blamed(facts: Facts) -> list[str]:
    steps = [facts.dominant(fact) for fact in facts.decisive]
    return [facts.text(step.node, step.home) if step else "" for step in steps]


@pytest.mark.parametrize(
    ("text", "lookback"),
    [
        ("1", 0),
        ("close", 0),
        ("ema(close, 200)", 199),
        ("ema(ema(close, 100), 50)", 148),
        ("close[-1]", 0),
        ("close[-5]", 4),
        ("sma(close, 20)[-3]", 21),
        ("crossover(sma(close, 10), sma(close, 30))", 30),
        ("highest(sma(close, 10), 5)", 13),
        ("shift(close, 7)", 7),
        ("close > 0 or ema(close, 50) > 1", 49),
        ("sma(close, 10) if close > open else sma(close, 30)", 29),
        ("macd(close)", 33),
        ("macd(close, 26, 12, 9)", 33),
        ("macd(close).macdhist", 33),
        ("atr(14) + atr(high, low, close, 20)", 20),
        ("vwma(close, 20)", 19),
        ("sma(close, length=9) + sma(close, period=4) + sma(close, timeperiod=5)", 8),
        ('ma(close, 10, "tema") + ma(close, 10, matype=4)', 27),
        ("n = 100\nn *= 2\nema(close, n)", 199),
        ("k = -5\nclose[k]", 4),
        ("e = ema(close, 10)\ne = e[-3]\ne[-3]", 13),
        ("a, b, c = macd(close)\nb[-2]", 34),
        ("n = maximum(10, 30)\nsma(close, n)", 29),
        ("n = 10 if True else 20\nsma(close, n)", 9),
        # With a signal, only what reaches one counts.
        (f"x = ema(close, 500)\nemit_signal(close > sma(close, 5), {ENTRY})", 4),
        (f"emit_signal(close > sma(close, 5), {ENTRY})\nemit_signal(close < sma(close, 9), {ENTRY})", 8),
    ],
)
def test_lookback(text: str, lookback: int) -> None:
    facts = analyze(text)
    assert facts.lookback == lookback
    assert facts.bars_needed == lookback + 1
    assert facts.unknown == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ema(close, equity)", "`timeperiod` is `equity`, which is not known when the script is read"),
        ("n = foo\nema(close, n) > ema(close, 5)", "`timeperiod` is `n`, which is not known when the script is read"),
        ("foo(close)", "`foo` is not a known function"),
        ("close > bar", "`bar` is not known"),
        ("rsi > 30", "`rsi` is a function that is not called"),
        ("ema(close, 0)", "this call is not valid"),
        ("ema(close, 20.0)", "this call is not valid"),
        ("close[0]", "`[0]` is no bar that exists yet"),
        ("close[1]", "`[1]` is no bar that exists yet"),
        ("close[bar_count]", "which bar it looks at, `bar_count`, is not known when the script is read"),
        ("close[-99999999999]", "no data goes back 10,000,000 bars"),
        ("x = ema(close,\nx > 3", "this statement has a syntax error"),
        ("emit_signal()", "its condition is missing"),
    ],
)
def test_unknown_lookback_says_why(text: str, reason: str) -> None:
    facts = analyze(text)
    assert facts.lookback is None
    assert facts.bars_needed is None
    assert facts.settling is None
    assert reason in [unknown.reason for unknown in facts.unknown]


def test_an_unknown_parameter_that_moves_no_bar_does_no_harm() -> None:
    assert analyze("bbands(close, 20, equity)").lookback == 19


def test_reasons_do_not_multiply() -> None:
    facts = analyze("x = foo\n" + "x = x + x\n" * 60)
    assert len(facts.unknown) == 1


def test_the_chain_names_what_makes_up_the_lookback() -> None:
    facts = analyze("slow = ema(close, 200)\nsteady = sma(slow, 20)[-3]\ncrossover(close, steady)")
    steps = list(chain(facts.decisive[-1]))
    assert [(quoted(step.node, step.home), step.bars) for step in steps] == [
        ("crossover(close, steady)", 1),
        ("sma(slow, 20)[-3]", 2),
        ("sma(slow, 20)", 19),
        ("ema(close, 200)", 199),
    ]
    assert sum(step.bars for step in steps) == facts.lookback == 221
    assert [facts.line(step.node, step.home) for step in steps] == [3, 2, 2, 1]
    assert blamed(facts)[-1] == "ema(close, 200)"


@pytest.mark.parametrize(
    ("text", "settling"),
    [
        ("sma(close, 200)", 199),
        ("ema(close, 200)", 199 + math.ceil(math.log(0.001) / math.log(1 - 2 / 201))),
        ("rsi(close, 14)", 14 + math.ceil(math.log(0.001) / math.log(1 - 1 / 14))),
        ("sma(ema(close, 10), 5)[-2]", 9 + math.ceil(math.log(0.001) / math.log(1 - 2 / 11)) + 4 + 1),
        ("obv(close, volume)", None),
    ],
)
def test_settling(text: str, settling: int | None) -> None:
    assert analyze(text).settling == settling


@pytest.mark.parametrize(
    ("text", "kind", "series", "value"),
    [
        ("14", NUMBER, False, 14),
        ("-2 ** 2", NUMBER, False, -4),
        ("7 // 2 + 0.5", NUMBER, False, 3.5),
        ("1 / 0", NUMBER, False, NOT_KNOWN),
        ("9 ** 9 ** 9 ** 9", NUMBER, False, NOT_KNOWN),
        ("3 > 2", BOOLEAN, False, True),
        ("1 < 2 < 2", BOOLEAN, False, False),
        ("not (True and False)", BOOLEAN, False, True),
        ('"LONG"', STRING, False, "LONG"),
        ("close", NUMBER, True, NOT_KNOWN),
        ("close > 1", BOOLEAN, True, NOT_KNOWN),
        ("macd(close)", SEVERAL, True, NOT_KNOWN),
        ("aroon(high, low).aroonup", NUMBER, True, NOT_KNOWN),
        ("cdldoji()", NUMBER, True, NOT_KNOWN),
        ("crossover(close, open)", BOOLEAN, True, NOT_KNOWN),
        ("crossover(close, open)[-2]", BOOLEAN, True, NOT_KNOWN),
        ("Weight(0.5)", "sizing", False, NOT_KNOWN),
        (ENTRY, "action", False, NOT_KNOWN),
        ("foo(3)", UNKNOWN, True, NOT_KNOWN),
    ],
)
def test_types_and_known_values(text: str, kind: str, series: bool, value: object) -> None:
    fact = last(text)
    assert (fact.type, fact.series, fact.value) == (kind, series, value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("rsi(close, 14)", 0, 100),
        ("rsi(close, 14) - 50", -50, 50),
        ("-rsi(close, 14) * 2", -200, 0),
        ("rsi(close, 14)[-3]", 0, 100),
        ("x = willr(14)\nx + 100", 0, 100),
        ("rsi(close, 14) if close > open else 200", 0, 200),
        ("rsi(close, 14) / 100", None, None),
        (f"rsi(close, 14) * 0.5 * 1{'0' * 400}", None, None),
    ],
)
def test_the_bounds_of_a_value(text: str, low: float | None, high: float | None) -> None:
    fact = last(text)
    assert (fact.low, fact.high) == (low, high)


def test_what_names_stand_for() -> None:
    facts = analyze("fast = ema(close, 12)\nfast = fast[-2]\nfast > missing")
    first, second = facts.bindings
    assert (len(first.uses), len(second.uses)) == (1, 1)
    meant = {name.name: entry for statement in facts.statements for name, entry in statement.names.items()}
    assert isinstance(meant["ema"], Function)
    assert isinstance(meant["close"], Variable)
    assert meant["fast"] is second
    assert meant["missing"] is None
    assert isinstance(meant["fast"], Binding)


def test_a_call_means_the_function_even_where_a_name_shadows_it() -> None:
    facts = analyze("rsi = rsi(close, 14)\nrsi(close, 7) > rsi")
    assert facts.statements[-1].fact.lookback == 14
    assert [call.function.name for call in facts.statements[-1].calls.values()] == ["rsi"]


def test_an_augmented_name_is_read_and_bound_anew() -> None:
    facts = analyze("n = 3\nn += 4\nn")
    assert [binding.fact.value for binding in facts.bindings] == [3, 7]
    assert [len(binding.uses) for binding in facts.bindings] == [1, 1]


def test_a_broken_statement_binds_its_names_and_mentions_the_rest() -> None:
    facts = analyze("n = 20\nm, s, h = macd(close, n\nm > s")
    assert [binding.name for binding in facts.bindings] == ["n", "m", "s", "h"]
    assert facts.bindings[1].fact.type == UNKNOWN
    assert "n" in facts.mentioned
    assert facts.statements[-1].fact.lookback is None


def test_a_broken_signal_is_a_signal_still() -> None:
    facts = analyze(f"emit_signal(close > , {ENTRY})")
    assert [signal.fact.lookback for signal in facts.signals] == [None]


def test_signals_know_their_condition_and_place() -> None:
    facts = analyze(f"up = close > sma(close, 20)\nemit_signal(up, {ENTRY})")
    (signal,) = facts.signals
    assert isinstance(signal.condition, Name)
    assert facts.line(signal.node, signal.home) == 2
    assert blamed(facts) == ["sma(close, 20)"]


def test_equal_statements_have_facts_of_their_own() -> None:
    facts = analyze("e = close\ne = e[-3]\ne = e[-3]\ne")
    assert [binding.fact.lookback for binding in facts.bindings] == [0, 2, 4]


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n"])
def test_nothing_needs_one_bar(text: str) -> None:
    assert (analyze(text).lookback, analyze(text).bars_needed) == (0, 1)
