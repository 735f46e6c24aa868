"""What can be typed in the settings block: keys that are not there yet, and values."""

from __future__ import annotations

from signal_dsl.ide.completion import items, snippets
from signal_dsl.ide.completion.items import Completion, quality
from signal_dsl.ide.completion.texts import tickers
from signal_dsl.ide.run_settings import DATE, EXCHANGE, NUMBER, SETTINGS, TICKERS, Setting
from signal_dsl.ide.settings_lines import line_at, lines
from signal_dsl.ide.tree import word_at
from signal_dsl.markets import KEYWORDS
from signal_dsl.settings.model import PLATFORM_DEFAULTS
from signal_dsl.timeframe import SECONDS, latest_start

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from signal_dsl.ide.completion.expressions import Ranked
    from signal_dsl.ide.settings_lines import Line
    from signal_dsl.ide.snapshot import Snapshot

_DAY = 86400
# What a run needs, in the order in which it is written.
_FIRST = ("universe", "timeframe", "start_date", "end_date")


def settings(snapshot: Snapshot, offset: int) -> Iterator[Ranked]:
    """What can be typed at `offset` in the settings block."""
    line = line_at(snapshot, offset)
    if line is None or offset < line.key_start:
        return
    if line.value_start < 0 or offset <= line.key_end or (line.key_end > line.key_start and offset < line.value_start):
        if offset <= line.key_end:
            yield from _keys(snapshot, line, offset)
        return
    setting = SETTINGS.get(line.key)
    if setting is None:
        return
    text = next((one for one in line.texts if one.start < offset <= one.start + 1 + len(one.value)), None)
    if text is not None:
        start, end = text.inside
        typed = snapshot.text[start:offset]
        closed = text.end > end
        over = end if closed else offset
        quote = "" if closed else snapshot.text[text.start]
        for rank, (value, detail) in enumerate(_texts(setting, snapshot, typed)):
            match = quality(typed, value)
            if match is not None:
                more = "" if value.endswith(":") else quote
                one = Completion(
                    value, items.TEXT, start, offset, over, value + more, "", detail, f"setting:{line.key}"
                )
                yield match, 0, rank, one
        return
    if any(one.start <= offset <= one.end for one in line.texts) or "#" in snapshot.text[line.value_start : offset]:
        return
    yield from _values(setting, snapshot, line, offset)


def _keys(snapshot: Snapshot, line: Line, offset: int) -> Iterator[Ranked]:
    given = {one.key for one in lines(snapshot) if one.start != line.start}
    start = line.key_start
    space = " " if snapshot.text[start - 1 : start] == "#" else ""
    typed = snapshot.text[start:offset]
    for rank, setting in enumerate(SETTINGS.values()):
        match = quality(typed, setting.key)
        if match is None or setting.key in given:
            continue
        has = line.value_start >= 0
        snippet = "" if has else space + _written(setting, snapshot, snippets.Writer())
        text = space + setting.key + ("" if has else " = ")
        detail = setting.summary.partition(".")[0]
        one = Completion(
            setting.key, items.SETTING, start, offset, line.key_end, text, snippet, detail, f"setting:{setting.key}"
        )
        yield match, 0 if setting.key in _FIRST else 1, rank, one


def _written(setting: Setting, snapshot: Snapshot, writer: snippets.Writer) -> str:
    """A setting with tab stops for its value."""
    key = setting.key
    if setting.kind == TICKERS:
        return f'{key} = ["{writer.stop(snippets.likely_ticker(snapshot))}"]'
    if setting.kind == NUMBER:
        return f"{key} = {writer.stop(_default(key))}"
    if setting.kind == DATE:
        return f'{key} = "{writer.stop(_likely_date(key, snapshot))}"'
    choices = list(snapshot.facts.markets.exchanges) if setting.kind == EXCHANGE else list(setting.values)
    default = _default(key)
    if default in choices:
        choices.remove(default)
        choices.insert(0, default)
    return f'{key} = "{writer.choice(choices) if choices else writer.stop("")}"'


def _default(key: str) -> str:
    value = getattr(PLATFORM_DEFAULTS, key)
    return f"{value:g}" if isinstance(value, float) else str(value or "")


def _texts(setting: Setting, snapshot: Snapshot, typed: str) -> Iterator[tuple[str, str]]:
    """The texts that a setting can have, each with what it means."""
    if setting.kind == TICKERS:
        yield from tickers(snapshot, typed)
        for keyword in KEYWORDS:
            yield keyword, "a list that the platform keeps"
    elif setting.kind == EXCHANGE:
        for exchange in snapshot.facts.markets.exchanges.values():
            note = f", {exchange.note}" if exchange.note else ""
            yield exchange.id, f"{' and '.join(exchange.markets)} market{note}"
    elif setting.kind == DATE:
        yield from dates(setting.key, snapshot)
    else:
        for value in setting.values:
            yield value, "the platform's default" if value == _default(setting.key) else ""


def _values(setting: Setting, snapshot: Snapshot, line: Line, offset: int) -> Iterator[Ranked]:
    """Whole values, where none is begun with a quote."""
    start, over = word_at(snapshot.text, offset)
    while start > line.value_start and snapshot.text[start - 1] in ".-":
        start = word_at(snapshot.text, start - 1)[0]
    typed = snapshot.text[start:offset]
    if setting.kind == NUMBER:
        offered: Iterator[tuple[str, str]] = ((value, "") for value in setting.values if value.startswith(typed))
    else:
        offered = ((f'"{value}"', detail) for value, detail in _texts(setting, snapshot, typed) if value[-1:] != ":")
    listed = (
        setting.kind == TICKERS
        and "[" not in snapshot.text[line.value_start : offset]
        and line.key_end > line.key_start
    )
    for rank, (value, detail) in enumerate(offered):
        match = quality(typed, value.strip('"'))
        if match is None:
            continue
        written = f"[{value}]" if listed else value
        if snapshot.text[start - 1 : start] == "=":
            written = f" {written}"
        yield (
            match,
            0,
            rank,
            Completion(
                value, items.VALUE, start, offset, max(over, offset), written, "", detail, f"setting:{setting.key}"
            ),
        )


def dates(key: str, snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Days that make sense for a date, each with the reason."""
    from datetime import date

    facts = snapshot.facts
    window = facts.window
    lookback = facts.lookback
    today = date.today()
    if key == "start_date":
        start = window.required_start(lookback) if lookback is not None else None
        if start is not None:
            yield (
                str(start),
                f"the latest that gives the script its {lookback + 1:,} bars" if lookback else "the latest",
            )
        last = window.analysis_start or window.end or today
        for years in (1, 2, 3, 5):
            yield str(latest_start(last, 12 * years, "1M")), f"{years} year{'s'[: years > 1]} before {last}"
    elif key == "analysis_start":
        first = _first_day(snapshot)
        if first is not None:
            yield str(first), "the first day with a value for every signal"
        if window.start is not None:
            yield str(window.start), "the first day of data"
        else:
            yield f"{today.year}-01-01", "the beginning of this year"
    else:
        yield str(today), "today"
        yield f"{today.year}-01-01", "the beginning of this year"
        yield f"{today.year - 1}-01-01", "the beginning of last year"


def _first_day(snapshot: Snapshot) -> object | None:
    """The first day at whose beginning the script has looked back far enough."""
    from datetime import date

    window, lookback = snapshot.facts.window, snapshot.facts.lookback
    seconds = SECONDS[window.timeframe] if window.timeframe is not None else None
    if window.start is None or lookback is None or seconds is None:
        return None
    ordinal = window.start.toordinal() - -lookback * seconds // _DAY
    return date.fromordinal(ordinal) if ordinal <= date.max.toordinal() else None


def _likely_date(key: str, snapshot: Snapshot) -> str:
    return next(day for day, _ in dates(key, snapshot))


def whole_block(snapshot: Snapshot, start: int, offset: int) -> Iterator[Ranked]:
    """The whole settings block, in place of the comment that begins at `start`."""
    writer = snippets.Writer()
    body = "".join(f"# {_written(SETTINGS[key], snapshot, writer)}\n" for key in _FIRST)
    snippet = f"# /// backtest\n{body}# ///"
    text = snippets.plain(snippet)
    yield (
        0,
        0,
        0,
        Completion(
            "# /// backtest",
            items.SNIPPET,
            start,
            offset,
            offset,
            text,
            snippet,
            "the settings of the run",
            "setting:universe",
        ),
    )
