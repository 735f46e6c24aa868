"""What holds for every rule: it tells what it is, its examples are true, and it can be switched off."""

from __future__ import annotations

import inspect
import re

import pytest

from signal_dsl.analysis import analyze
from signal_dsl.catalog import LIVE, Catalog, Function, Output, builtin, model
from signal_dsl.diagnostics import ERROR, INFO, SEVERITIES, WARNING
from signal_dsl.errors import UsageError
from signal_dsl.rules import check, find_rule, rules, selected
from signal_dsl.rules.base import Rule
from signal_dsl.settings import LintSettings, Settings, from_options, merge, script_block
from tests.rules.support import lint

EACH = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
PROMISED = {
    "SIG001": "syntax-error",
    "SIG002": "not-in-signal-dsl",
    "SIG101": "undefined-name",
    "SIG102": "unused-name",
    "SIG103": "shadowed-builtin",
    "SIG104": "used-before-assignment",
    "SIG201": "wrong-arguments",
    "SIG202": "argument-out-of-range",
    "SIG203": "argument-type",
    "SIG204": "suspicious-periods",
    "SIG301": "condition-not-boolean",
    "SIG302": "type-mismatch",
    "SIG303": "unpack-mismatch",
    "SIG401": "ta-out-of-range",
    "SIG402": "short-warm-up",
    "SIG403": "unknown-lookback",
    "SIG404": "wrong-bar",
    "SIG501": "bad-ticker",
    "SIG502": "unknown-exchange",
    "SIG503": "ticker-not-in-universe",
    "SIG504": "bad-side",
    "SIG505": "short-on-spot",
    "SIG506": "weight-out-of-range",
    "SIG507": "bad-run-setting",
    "SIG601": "no-signal",
    "SIG602": "constant-condition",
    "SIG603": "float-equality",
    "SIG604": "duplicate-signal",
    "SIG701": "unsorted-style",
}
MILD = {"SIG102", "SIG103", "SIG204", "SIG402", "SIG403", "SIG503", "SIG601", "SIG602", "SIG603", "SIG604"}


def with_lint(text: str, **choice: object) -> Settings:
    """The settings of a script's own block, and a choice of rules."""
    return merge(block=script_block(text), lint=LintSettings(**choice))  # type: ignore[arg-type]


def test_codes_and_names_keep_their_meaning() -> None:
    there = {rule.code: rule.name for rule in rules()}
    assert there == there | PROMISED
    assert len({rule.name for rule in rules()}) == len({rule.code for rule in rules()}) == len(rules())
    assert [rule.code for rule in rules()] == sorted(there)
    assert {rule.code for rule in rules() if rule.code in PROMISED and rule.severity == WARNING} == MILD


@EACH
def test_a_rule_tells_what_it_is(rule: Rule) -> None:
    assert re.fullmatch(r"SIG\d{3}", rule.code)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.severity in SEVERITIES
    assert inspect.getfile(type(rule)).endswith(f"/{rule.name.replace('-', '_')}.py")
    what, blank, *why = inspect.cleandoc(rule.__doc__ or "").split("\n")
    assert what.endswith(".")
    assert blank == ""
    assert len(" ".join(why)) > 80
    assert rule.bad
    assert rule.good


@EACH
def test_a_bad_example_has_this_finding_and_no_other(rule: Rule) -> None:
    for text in rule.bad:
        assert {one.code for one in lint(text, about=rule.name)} == {rule.code}


@EACH
def test_a_good_example_has_no_finding(rule: Rule) -> None:
    for text in rule.good:
        assert lint(text, whole=True) == []


@EACH
def test_a_rule_can_be_chosen_and_switched_off(rule: Rule) -> None:
    for text in rule.bad:
        everything = lint(text, about=rule.name)
        for selector in (rule.code, rule.name):
            assert check(analyze(text, settings=with_lint(text, ignore=(selector,)))) == []
            assert check(analyze(text, settings=with_lint(text, select=(selector,)))) == everything
        assert check(analyze(text, settings=with_lint(text, select=()))) == []
        mild = check(analyze(text, settings=with_lint(text, severity=((rule.code, INFO),))))
        assert {one.severity for one in mild} == {INFO}


def test_selectors() -> None:
    assert [rule.code for rule in selected(LintSettings(select=("SIG2",)))] == ["SIG201", "SIG202", "SIG203", "SIG204"]
    assert selected(LintSettings()) == selected(LintSettings(select=("ALL",))) == rules()
    chosen = selected(LintSettings(select=("SIG4",), extend_select=("syntax-error",), ignore=("SIG402",)))
    assert [rule.code for rule in chosen] == ["SIG001", "SIG401", "SIG403", "SIG404"]


def test_a_rule_that_does_not_exist() -> None:
    with pytest.raises(UsageError, match="There is no rule `SIG999`"):
        selected(LintSettings(ignore=("SIG999",)))
    with pytest.raises(UsageError, match="Did you mean `unused-name`"):
        find_rule("unused-nam")
    assert find_rule("sig401") is find_rule("TA-OUT-OF-RANGE")


def test_findings_come_in_the_order_of_the_text() -> None:
    found = lint("x = close[0]\ny = foo(close, 1 / 0)\nemit_signal(close, rsi)\n")
    assert [one.code for one in found] == ["SIG102", "SIG404", "SIG102", "SIG101", "SIG301", "SIG203"]
    assert [one.start for one in found] == sorted(one.start for one in found)


def test_an_unknown_name_is_an_error_only_against_the_platforms_own_list() -> None:
    text = "foo(close) > bar"
    assert [one.severity for one in lint(text)] == [WARNING, WARNING]
    assert all("`signal-dsl indicators sync`" in one.message for one in lint(text))
    found = check(analyze(text, catalog=live_catalog(authoritative=True)))
    assert [(one.severity, one.message) for one in found] == [
        (ERROR, "The platform has no function `foo`."),
        (ERROR, "The platform has no variable `bar`, and nothing above assigns it."),
    ]
    found = check(analyze(text, catalog=live_catalog(authoritative=False)))
    assert [one.severity for one in found] == [WARNING, WARNING]
    assert all("not understood in full" in one.message for one in found)


def live_catalog(*, authoritative: bool) -> Catalog:
    """The built-in catalog's entries, as if the platform had listed them."""
    known = builtin()
    return Catalog(
        {function.name: function for function in known.functions()},
        {variable.name: variable for variable in known.variables()},
        known.formulas,
        known.ma_types,
        provenance=LIVE,
        authoritative=authoritative,
    )


def test_nothing_is_told_of_a_function_that_only_its_name_is_known_of() -> None:
    known = builtin()
    output = Output("value", model.ANY)
    foo = Function(
        "foo", "Other", "", (), (output,), lookback=None, settling=None, unknown_because="?", open_signature=True
    )
    functions = {function.name: function for function in known.functions()} | {"foo": foo}
    catalog = Catalog(functions, {one.name: one for one in known.variables()}, known.formulas, known.ma_types)
    for text in (
        "emit_signal(foo(close, 3, a=rsi(close, 14)), exit('BINANCE:BTC/USDT'))",
        "foo(14) > 5 and foo(1) and not foo(2)",
        "a, b = foo(close)\na + b",
        "foo(close).up",
        "foo()[-2] == 'a'",
        "foo() if foo() else foo()",
        "sma(foo(close), foo(3))[-foo(5)]",
        "atr(foo())",
        "vwma(foo(), 20)",
    ):
        assert {one.code for one in check(analyze(text, catalog=catalog))} <= {"SIG403", "SIG701"}


def test_a_start_date_that_stands_elsewhere_is_named_but_not_set() -> None:
    text = 'emit_signal(close > ema(close, 200), exit("BINANCE:BTC/USDT"))'
    options = from_options(timeframe="1d", start_date="2024-01-01", end_date="2024-06-30")
    (found,) = check(analyze(text, settings=merge(options)))
    assert found.code == "SIG401"
    assert "Start on 2023-12-13 or before." in found.message
    assert found.fixes == ()


def test_faults_of_a_configuration_file_are_not_the_scripts() -> None:
    text = "# /// backtest\n# timeframe = '1x'\n# ///\nclose\n"
    settings = merge(block=script_block(text))
    assert [one.code for one in check(analyze(text, settings=settings))] == ["SIG507"]
    (fault,) = settings.faults
    elsewhere = type(fault)(fault.start, fault.end, fault.message, fault.key, fault.fix, "signal-dsl.toml")
    assert check(analyze(text, settings=Settings(faults=(elsewhere,)))) == []
