"""What stands at a place of a comment: rule codes in silencers, keys and values of the settings block."""

from __future__ import annotations

from signal_dsl.ide.hover import Hover
from signal_dsl.ide.noqa import codes
from signal_dsl.ide.run_settings import EXCHANGE, SETTINGS, TICKERS, setting_page
from signal_dsl.ide.settings_lines import line_at
from signal_dsl.ide.texts import exchange_line, ticker_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.ide.snapshot import Snapshot
    from signal_dsl.rules.base import Rule


def hover_comment(snapshot: Snapshot, offset: int) -> Hover | None:
    """What stands at `offset` in a comment."""
    comment = snapshot.comment(offset)
    if comment is not None:
        for code in codes(snapshot.text, *comment):
            if code.start <= offset <= code.end:
                page = rule_page(code.text)
                return Hover(code.start, code.end, page) if page else None
    line = line_at(snapshot, offset)
    setting = SETTINGS.get(line.key) if line is not None else None
    if line is None or setting is None:
        return None
    if line.key_start <= offset <= line.key_end and line.key_end > line.key_start:
        return Hover(line.key_start, line.key_end, setting_page(setting, snapshot))
    for text in line.texts:
        if text.start <= offset <= text.end:
            if setting.kind == TICKERS:
                return Hover(text.start, text.end, _entry(text.value, snapshot))
            exchange = snapshot.facts.markets.exchanges.get(text.value)
            if setting.kind == EXCHANGE and exchange is not None:
                return Hover(text.start, text.end, exchange_line(exchange))
            return Hover(text.start, text.end, setting_page(setting, snapshot))
    return None


def _entry(value: str, snapshot: Snapshot) -> str:
    from signal_dsl.markets import KEYWORDS

    if value in KEYWORDS:
        return f"**{value}**\n\nA list of markets that the platform keeps."
    return ticker_page(value, snapshot)


def rule_page(selector: str) -> str | None:
    """What a rule finds and why that matters; of the beginning of codes the rules it stands for; None for others."""
    from signal_dsl.rules.registry import matches, rules

    meant = [rule for rule in rules() if matches(rule, selector.upper())]
    if not meant or not selector.upper().startswith("SIG"):
        return None
    if len(meant) > 1:
        return "\n".join(f"- {rule.code} {rule.name}: {_first(rule)}" for rule in meant)
    rule = meant[0]
    return f"**{rule.code} {rule.name}** · {rule.severity}\n\n{_text(rule)}"


def _text(rule: Rule) -> str:
    return "\n".join(line.strip() for line in (rule.__doc__ or "").strip().splitlines())


def _first(rule: Rule) -> str:
    return _text(rule).partition("\n")[0]
