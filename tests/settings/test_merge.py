from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.errors import SettingsError
from signal_dsl.records import replace
from signal_dsl.settings import COMMAND_LINE, SCRIPT, LintSettings, RunSettings, from_options, merge, script_block
from signal_dsl.settings.config import parse_config
from signal_dsl.settings.merge import merge_lint


def block(toml: str):
    return script_block("\n".join(["# /// backtest", *("# " + line for line in toml.splitlines()), "# ///\n"]))


def config(toml: str):
    return parse_config("[backtest]\n" + toml, "a/signal-dsl.toml")


def test_nothing_is_given():
    settings = merge()
    assert settings.run == RunSettings()
    assert settings.lint == LintSettings()
    assert settings.origins == settings.faults == ()
    assert settings.origin("timeframe") is None


def test_each_field_comes_from_the_first_that_gives_it():
    script = block('timeframe = "1h"\nexchange = "gate"')
    settings = merge(from_options(timeframe="1m"), script, config('timeframe = "1d"\nexchange = "upbit"\nleverage = 1'))
    assert settings.run == RunSettings(timeframe="1m", exchange="gate", leverage=1.0)
    assert settings.origin("timeframe").source == COMMAND_LINE
    assert settings.origin("timeframe").place is None
    assert settings.origin("exchange").source == SCRIPT
    assert settings.origin("exchange").place == script.places["exchange"]
    assert settings.origin("leverage").source == "a/signal-dsl.toml"
    assert settings.faults == ()


def test_a_faulty_value_leaves_the_next_one_in_force():
    settings = merge(None, block('timeframe = "1D"'), config('timeframe = "1d"'))
    assert settings.run.timeframe == "1d"
    assert len(settings.faults) == 1


@given(st.data())
def test_any_mixture_of_the_three(data):
    days = {"start_date": "2024-01-01", "analysis_start": "2024-02-01", "end_date": "2024-03-01"}
    kept = [data.draw(st.sets(st.sampled_from(sorted(days)))) for _ in range(3)]
    toml = ["\n".join(f'{key} = "{days[key]}"' for key in sorted(keys)) for keys in kept]
    settings = merge(from_options(**{key: days[key] for key in kept[0]}), block(toml[1]), config(toml[2]))
    sources = (COMMAND_LINE, SCRIPT, "a/signal-dsl.toml")
    for key, day in days.items():
        expected = next((source for source, keys in zip(sources, kept, strict=True) if key in keys), None)
        origin = settings.origin(key)
        assert (origin.source if origin else None) == expected
        assert getattr(settings.run, key) == (date.fromisoformat(day) if expected else None)
    assert settings.faults == ()


@pytest.mark.parametrize(
    ("toml", "key", "told"),
    [
        ('start_date = "2024-01-02"\nend_date = "2024-01-02"', "end_date", "`end_date` 2024-01-02 is not after"),
        ('start_date = "2024-01-02"\nend_date = "2023-01-02"', "end_date", "`end_date` 2023-01-02 is not after"),
        (
            'start_date = "2024-01-02"\nanalysis_start = "2024-01-01"',
            "analysis_start",
            "`analysis_start` 2024-01-01 is",
        ),
        ('end_date = "2024-01-02"\nanalysis_start = "2024-01-02"', "analysis_start", "`analysis_start` 2024-01-02 is"),
        ('leverage = 2\nexchange = "binance"', "leverage", "`leverage` 2 needs a perpetual market, but `exchange` bin"),
        ('leverage = 1.5\nexchange = "polymarket"', "leverage", "`leverage` 1.5 needs a perpetual market"),
        (
            'leverage = 3\nuniverse = ["BINANCE:BTC/USDT"]',
            "leverage",
            "`leverage` 3 needs a perpetual market, but `BINANCE:BTC/USDT` is of a spot market. Trade perpetuals,",
        ),
        (
            'leverage = 3\nuniverse = ["GATE:A/B", "UPBIT:BTC/KRW"]',
            "leverage",
            "`leverage` 3 needs a perpetual market, but `GATE:A/B` and 1 more are of no such market.",
        ),
    ],
)
def test_settings_that_contradict_each_other(toml, key, told):
    script = block(toml)
    assert script.faults == ()
    (fault,) = merge(None, script).faults
    assert fault.message.startswith(told)
    assert (fault.key, fault.file) == (key, "")
    assert (fault.start, fault.end) == (script.places[key].start, script.places[key].end)


@pytest.mark.parametrize(
    "toml",
    [
        'start_date = "2024-01-01"\nend_date = "2024-01-02"\nanalysis_start = "2024-01-01"',
        'leverage = 20\nexchange = "hyperliquid"',
        'leverage = 1\nexchange = "binance"',
        'leverage = 1\nuniverse = ["BINANCE:BTC/USDT"]',
        'leverage = 3\nuniverse = ["BINANCEFUTURESUSD:BTC/USDT:USDT"]',
        'leverage = 3\nuniverse = ["BINANCE:BTC/USDT", "GATEFUTURES:BTC/USDT:USDT"]',
        'leverage = 3\nuniverse = ["NEW:BTC/USDT"]',
        'leverage = 3\nuniverse = ["top30"]',
        "leverage = 20",
        'analysis_start = "2024-01-01"',
    ],
)
def test_settings_that_go_together(toml):
    assert merge(None, block(toml)).faults == ()


def test_a_contradiction_is_shown_in_the_script_where_it_has_a_part():
    script = block('start_date = "2024-01-01"')
    for options, file in ((from_options(end_date="2023-01-01"), None), (None, config('end_date = "2023-01-01"'))):
        (fault,) = merge(options, script, file).faults
        assert (fault.key, fault.file) == ("start_date", "")
        assert (fault.start, fault.end) == (script.places["start_date"].start, script.places["start_date"].end)
    assert fault.message.endswith("(`end_date` comes from a/signal-dsl.toml.)")


def test_a_contradiction_with_the_configuration_is_shown_there():
    file = config('end_date = "2023-01-01"')
    (fault,) = merge(from_options(start_date="2024-01-01"), None, file).faults
    assert (fault.key, fault.file) == ("end_date", "a/signal-dsl.toml")
    assert (fault.start, fault.end) == (file.places["end_date"].start, file.places["end_date"].end)
    assert fault.message.endswith("(`start_date` comes from the command line.)")


def test_options():
    assert from_options() == RunSettings()
    assert from_options(
        timeframe="4h",
        start_date="2024-01-01",
        end_date="2024-02-01",
        analysis_start="2024-01-15",
        universe=["BINANCE:BTC/USDT"],
        exchange="binance",
    ) == RunSettings(
        timeframe="4h",
        start_date=date(2024, 1, 1),
        end_date=date(2024, 2, 1),
        analysis_start=date(2024, 1, 15),
        universe=("BINANCE:BTC/USDT",),
        exchange="binance",
    )


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"timeframe": "1D"}, "There is no timeframe `1D`. Did you mean `1d`?"),
        ({"start_date": "yesterday"}, "`--start-date` is `yesterday`, which is no date. Write it as YYYY-MM-DD."),
        ({"analysis_start": "2024-02-30"}, "`--analysis-start` is `2024-02-30`, which is no day of the calendar."),
        ({"universe": [""]}, "An entry of `--universe` is empty."),
        ({"exchange": "nyse"}, "There is no exchange `nyse`."),
        (
            {"start_date": "2024-01-01", "end_date": "2023-01-01"},
            "`--end-date` 2023-01-01 is not after `--start-date` 2",
        ),
    ],
)
def test_unusable_options(options, told):
    with pytest.raises(SettingsError) as caught:
        from_options(**options)
    assert str(caught.value).startswith(told)


def test_the_choice_of_rules():
    file = LintSettings(select=("SIG4",), ignore=("SIG402",), severity=(("SIG401", "info"),), fail_on="error")
    assert merge_lint(None, file) == file
    assert merge_lint(LintSettings(), file) == file
    given = LintSettings(select=("SIG1",), extend_select=("SIG701",), ignore=("SIG101",), fail_on="info")
    assert merge_lint(given, file) == replace(given, ignore=("SIG402", "SIG101"), severity=(("SIG401", "info"),))


def test_selecting_nothing_is_a_choice():
    assert merge_lint(LintSettings(select=()), LintSettings(select=("SIG4",))).select == ()
