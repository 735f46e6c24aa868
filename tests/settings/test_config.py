from datetime import date

import pytest

from signal_dsl.settings import ApiSettings, LintSettings, RunSettings
from signal_dsl.settings.config import parse_config
from tests.settings.marks import mended, spans, unmark

OWN = """\
[backtest]
universe = ["BINANCE:BTC/USDT"]
timeframe = "1d"
start_date = 2024-01-01

[lint]
select = ["SIG4", "unused-name"]
extend-select = ["SIG701"]
ignore = ["SIG402"]
fail-on = "error"

[lint.per-file-ignores]
"drafts/*.signal" = ["ALL"]

[lint.severity]
SIG403 = "info"

[api]
url = "https://example.org/api/v1"
auth-header = "X-API-Key"
timeout = 30
"""
RUN = RunSettings(universe=("BINANCE:BTC/USDT",), timeframe="1d", start_date=date(2024, 1, 1))
LINT = LintSettings(
    select=("SIG4", "unused-name"),
    extend_select=("SIG701",),
    ignore=("SIG402",),
    per_file_ignores=(("drafts/*.signal", ("ALL",)),),
    severity=(("SIG403", "info"),),
    fail_on="error",
)
API = ApiSettings(url="https://example.org/api/v1", auth_header="X-API-Key", timeout=30)


def shared(toml: str) -> str:
    """The same settings as they stand in a pyproject.toml."""
    return toml.replace("\n[", "\n[tool.signal-dsl.").replace("[backtest]", "[tool.signal-dsl.backtest]", 1)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        (OWN, "a/signal-dsl.toml"),
        ("\ufeff" + OWN.replace("\n", "\r\n"), "signal-dsl.toml"),
        (shared(OWN), "a/pyproject.toml"),
        ('[project]\nname = "x"\n' + shared(OWN) + "[tool.other]\nselect = 1\n", "pyproject.toml"),
    ],
)
def test_every_table_is_read(text, path):
    config = parse_config(text, path)
    assert config.faults == ()
    assert (config.run, config.lint, config.api) == (RUN, LINT, API)
    assert config.path == path
    place = config.places["timeframe"]
    assert (text[place.key_start : place.key_end], text[place.start : place.end]) == ("timeframe", '"1d"')


def test_an_empty_file_is_a_configuration_that_sets_nothing():
    config = parse_config("", "signal-dsl.toml")
    assert (config.run, config.lint, config.faults) == (RunSettings(), LintSettings(), ())


@pytest.mark.parametrize(
    "text", ["", "[project]\nname = 'signal-dsl'\n", "[tool.other]\nx = 1", "x = [1\n", "tool = 1"]
)
def test_a_project_that_says_nothing(text):
    assert parse_config(text, "pyproject.toml") is None


def test_what_others_write_in_a_shared_file_is_their_affair():
    text = '[project]\nname = \nversion = "1"\n\n[tool.signal-dsl.backtest]\ntimeframe = "1h"\n\n[x\n'
    config = parse_config(text, "pyproject.toml")
    assert config.faults == ()
    assert config.run == RunSettings(timeframe="1h")


def test_settings_that_cannot_be_reached_are_not_dropped_silently():
    text, places = unmark('[project]\nreadme = """\n\n«[tool.signal-dsl.backtest]»\ntimeframe = "1h"\n')
    config = parse_config(text, "pyproject.toml")
    assert spans(config.faults) == places
    assert config.faults[0].file == "pyproject.toml"


FAULTY = [
    ("[«backtests»]", "There is no table `backtests`. Did you mean `backtest`?", "[backtest]"),
    ("[«colors»]\nx = 1", "There is no table `colors`. There are backtest, lint, api.", None),
    ('«timeframe» = "1d"', "`timeframe` belongs into the table `[backtest]`.", None),
    ("lint = «3»", "`lint` is a number, where a table is needed. Write `[lint]`.", None),
    ('[backtest]\ntimeframe = «"1D"»', "There is no timeframe `1D`.", '[backtest]\ntimeframe = "1d"'),
    ('backtest.timeframe = «"1D"»', "There is no timeframe `1D`.", 'backtest.timeframe = "1d"'),
    ('backtest = «{ timeframe = "1D" }»', "There is no timeframe `1D`.", None),
    ('backtest = «{ timefrme = "1d" }»', "There is no run setting `timefrme`. Did you mean `timeframe`?", None),
    ("[lint]\n«selct» = []", "There is no setting of the linter `selct`.", "[lint]\nselect = []"),
    ("[lint]\n«per_file_ignores» = {}", "There is no setting of the linter", "[lint]\nper-file-ignores = {}"),
    ('[lint]\nselect = «"SIG4"»', "`select` is a text, where a list of rules is needed.", None),
    ('[lint]\nignore = ["SIG4", «"sig402"»]', "`sig402` is no rule.", '[lint]\nignore = ["SIG4", "SIG402"]'),
    ("[lint]\nignore = [«402»]", "A number is no rule.", None),
    ('[lint]\nignore = [«"SIG4021"»]', "`SIG4021` is no rule.", None),
    ('[lint]\nfail-on = «"warn"»', "`warn` is no severity. Did you mean `warning`?", '[lint]\nfail-on = "warning"'),
    ("[lint]\nfail-on = «2»", "A number is no severity. Use one of error, warning, info.", None),
    ('[lint.severity]\nSIG402 = «"off"»', "`off` is no severity.", None),
    ('[lint.severity]\n«"no rule"» = "info"', "`no rule` is no rule.", None),
    ("[lint]\nseverity = «[]»", "`severity` is a list, where a table is needed.", None),
    ('[lint.per-file-ignores]\n"a.signal" = «"SIG4"»', "`a.signal` is a text, where a list of rules is needed.", None),
    ('[api]\nurl = «"example.org"»', "`url` must be an address", None),
    ("[api]\ntimeout = «0»", "`timeout` must be a number of seconds above 0.", None),
    ("[api]\ntimeout = «true»", "`timeout` must be a number", None),
    ('[api]\nauth-header = «"X Key"»', "`auth-header` must be the name of a header", None),
    ('[api]\n«api-key» = "secret"', "There is no setting of the API `api-key`.", None),
    ("«[lint»\nselect = 3", "This is no table's heading.", None),
    ("[lint]\n«[lint]»\nselect = 3", "The table `lint` is given twice.", None),
    ('[backtest]\n«timeframe "1d"»', "This is no setting.", None),
]


@pytest.mark.parametrize(("marked", "told", "fixed"), FAULTY, ids=range(len(FAULTY)))
def test_a_fault_and_its_place(marked, told, fixed):
    text, places = unmark(marked)
    (fault,) = parse_config(text, "a/signal-dsl.toml").faults
    assert (fault.start, fault.end) == places[0]
    assert fault.message.startswith(told)
    assert fault.file == "a/signal-dsl.toml"
    if fixed is not None:
        assert mended(text, fault) == fixed
        assert parse_config(fixed, "signal-dsl.toml").faults == ()


def test_a_key_is_never_shown():
    text = '[api]\napi-key = "hey_topsecret"\n'
    (fault,) = parse_config(text, "signal-dsl.toml").faults
    assert "topsecret" not in fault.message


def test_what_is_good_holds_beside_what_is_not():
    text = '[lint]\nselect = ["nope!", "SIG4"]\nignore = 3\n[backtest]\ntimeframe = "1h"\nmode = 1\n'
    config = parse_config(text, "signal-dsl.toml")
    assert len(config.faults) == 3
    assert config.lint == LintSettings(select=("SIG4",))
    assert config.run == RunSettings(timeframe="1h")


def test_a_selection_of_nothing_but_faults_is_the_default_selection():
    assert parse_config('[lint]\nselect = ["nope!"]\n', "signal-dsl.toml").lint.select is None
    assert parse_config("[lint]\nselect = []\n", "signal-dsl.toml").lint.select == ()
