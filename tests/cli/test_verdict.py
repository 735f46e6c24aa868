"""Where in a script the platform's verdict belongs."""

from hypothesis import given
from hypothesis import strategies as st

from signal_dsl.cli.verdict import placed
from signal_dsl.heytraders.models import ScriptFault
from signal_dsl.source import Source

TEXT = "fast = ema(close, 20)\n\n  slow = ema(close, 50)  # slow\nnö = 1"


@given(
    st.lists(
        st.builds(
            ScriptFault,
            st.text(max_size=12) | st.sampled_from(["`slow`", "line 3", "line 99 'ema'", "1:8 x", '""', "``", "0:0"]),
            st.none() | st.integers(-2, 9),
            st.none() | st.integers(-2, 99),
            st.text(max_size=4),
        ),
        max_size=4,
    ),
    st.sampled_from([TEXT, "", "\n", "a\u2028b\nc", "x\r\ny\r\n"]),
)
def test_each_fault_has_one_place_or_none(faults: list[ScriptFault], text: str) -> None:
    source = Source(text, "a.signal")
    found, without = placed(faults, source)
    assert len(found) + len(without) == len(faults)
    for one in found:
        assert 0 <= one.start <= one.end <= len(text)
        assert one.range == source.range(one.start, one.end)


def test_a_name_is_looked_for_in_its_line_first() -> None:
    source = Source(TEXT, "a.signal")
    (found,), _ = placed([ScriptFault("`ema` is odd", 3)], source)
    assert TEXT[found.start : found.end] == "ema"
    assert found.range.start.line == 3
    (found,), _ = placed([ScriptFault("`ema` is odd")], source)
    assert found.range.start.line == 1


def test_a_part_of_a_name_is_not_the_name() -> None:
    _, without = placed([ScriptFault("`lo` is odd")], Source(TEXT, "a.signal"))
    assert len(without) == 1
