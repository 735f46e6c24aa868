"""Whatever stands in a script or a configuration, reading it raises nothing but `SettingsError`."""

from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.errors import SettingsError
from signal_dsl.settings import RUN_KEYS, from_options, merge, script_block
from signal_dsl.settings.config import parse_config
from signal_dsl.settings.lint import LINT_KEYS

KEYS = st.sampled_from([*RUN_KEYS, *LINT_KEYS, "url", "timeout", "auth-header", "xyzzy", "a.b", '"é"', ""])
SCALARS = st.one_of(
    st.sampled_from(
        ['"1d"', "'x'", "1d", "true", "nan", "-inf", "2024-01-01", "2024-02-30", "12:00:00", '"', "[", "{"]
    ),
    st.sampled_from(
        ['"2024-01-01"', '"2023-01-01"', '"binance"', '"hyperliquid"', "5", "0.5", "1e400", "0x" + "f" * 300]
    ),
    st.sampled_from(['"""', "'''", "1979-05-27T07:32:00Z", "9" * 5000, "[" * 2000, "\ud800", "\x00", '"\\ud800"']),
    st.text(max_size=10),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(inner, max_size=3).map(lambda items: "[\n" + ",\n".join(items) + "\n]"),
        st.tuples(KEYS, inner).map(lambda pair: f"{{ {pair[0]} = {pair[1]} }}"),
    ),
    max_leaves=4,
)
LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(" = ".join),
    st.sampled_from(["[backtest]", "[lint]", "[lint.severity]", "[api]", "[[lint]]", "[", "", "# c", "x: 1", "///"]),
    st.sampled_from(["[tool.signal-dsl.backtest]", "[tool.signal-dsl]", "[tool]", "signal-dsl = 1", "tool = 2"]),
    st.text(max_size=20),
)
TOML = st.tuples(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\r\n", "\r"])).map(
    lambda pair: pair[1].join(pair[0])
)
MARKERS = [
    "# /// backtest",
    "# ///",
    "#///backtest",
    "  # /// BACKTEST ",
    "# /// script",
    "# /// bcktest",
    "\ufeff#",
    "x = 1",
]
SCRIPTS = st.tuples(
    st.lists(
        st.one_of(
            st.sampled_from(MARKERS),
            LINES.map(lambda line: "# " + line),
            LINES.map(lambda line: "\n".join("# " + part for part in line.split("\n"))),
            st.text(max_size=10),
        ),
        max_size=10,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
).map(lambda pair: "# /// backtest\n" + pair[1].join(pair[0]))


def assert_in_text(faults, text, places=()):
    """Faults, fixes and places lie within the text, and messages are sentences."""
    for fault in faults:
        assert 0 <= fault.start <= fault.end <= len(text)
        assert fault.message.endswith((".", "?", ".)"))
        assert fault.message.isprintable()
        for edit in fault.fix.edits if fault.fix else ():
            assert 0 <= edit.start <= edit.end <= len(text)
    for place in places:
        assert 0 <= place.key_start <= place.key_end <= place.start <= place.end <= len(text)


@settings(max_examples=3 * settings().max_examples)
@given(st.one_of(SCRIPTS, st.text(), SCRIPTS.map(lambda text: text + "\n# ///")))
def test_scripts(text):
    block = script_block(text)
    if block:
        assert_in_text(block.faults, text, block.places.values())
        assert all((getattr(block.run, key) is not None) == (key in block.places) for key in RUN_KEYS)
        assert_in_text(merge(None, block).faults, text)


@settings(max_examples=3 * settings().max_examples)
@given(TOML, st.sampled_from(["signal-dsl.toml", "pyproject.toml"]))
def test_configurations(text, path):
    config = parse_config(text, path)
    if config:
        assert_in_text(config.faults, text, config.places.values())
        assert_in_text(merge(None, None, config).faults, text)


WORDS = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["1d", "2024-01-01", "2023-01-01", "binance"]))


@given(WORDS, WORDS, WORDS, WORDS, WORDS, st.lists(st.text(max_size=8), max_size=3))
def test_options(timeframe, start, end, analysis, exchange, universe):
    told = "Fine."
    try:
        from_options(
            timeframe=timeframe,
            start_date=start,
            end_date=end,
            analysis_start=analysis,
            exchange=exchange,
            universe=universe,
        )
    except SettingsError as error:
        told = str(error)
    assert told.endswith((".", "?"))
