"""What a browser is shown: a result's numbers, and the place where a claim code is entered."""

from __future__ import annotations

from html import escape

import numpy as np
from starlette.requests import Request

from signal_dsl.sandbox.bars import Floats
from signal_dsl.sandbox.result import Result
from signal_dsl.sandbox.server.jobs import Job
from signal_dsl.sandbox.server.state import State

_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} – SIMULATED</title>
<style>
:root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }}
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem }}
h1 {{ font-size: 1.5rem; display: flex; flex-wrap: wrap; gap: .8rem; align-items: center }}
.stamp {{ padding: 0 .5rem; border: 2px solid; border-radius: .3rem; font-size: 1rem }}
.stamp {{ color: light-dark(#b45309, #fbbf24) }} figure {{ margin: 0 }} figcaption {{ font-size: .85rem; opacity: .7 }}
table {{ border-collapse: collapse; font-variant-numeric: tabular-nums }}
td {{ padding: .15rem 2rem .15rem 0; border-bottom: 1px solid #8883 }} td + td {{ text-align: right; padding-right: 0 }}
svg {{ width: 100%; height: auto; overflow: visible }} polyline {{ fill: none; vector-effect: non-scaling-stroke }}
.own {{ stroke: light-dark(#1d4ed8, #60a5fa); stroke-width: 2 }} .hold {{ stroke: #999; stroke-width: 1.2 }}
pre {{ overflow: auto; padding: 1rem; border-radius: .3rem; background: #8882 }}
input, button {{ font: inherit; padding: .3rem .6rem }}
</style></head><body><h1>{title} <span class="stamp">SIMULATED</span></h1>
{body}
</body></html>
"""
_LABELS = {
    "total_return_pct": ("Return", " %"),
    "buy_and_hold_return_pct": ("Return of buying and holding", " %"),
    "annual_return_pct": ("Return a year", " %"),
    "max_drawdown": ("Deepest fall", " %"),
    "sharpe_ratio": ("Sharpe ratio", ""),
    "sortino_ratio": ("Sortino ratio", ""),
    "calmar_ratio": ("Calmar ratio", ""),
    "num_trades": ("Closed trades", ""),
    "win_rate": ("Trades with a profit", " %"),
    "profit_factor": ("Profits over losses", ""),
    "exposure_pct": ("Bars with a position", " %"),
    "fees_paid": ("Fees", ""),
}
_WIDE, _HIGH = 720, 220


def result_page(state: State, request: Request) -> str | None:
    """The page of a result. It is shown without a key: who has the link has the id, and the server is local."""
    found = state.jobs.public(request.path_params["id"])
    return None if found is None else _PAGE.format(title="Backtest", body=_result(*found))


def claim_page(state: State, request: Request) -> str:
    """Where a key is claimed."""
    code = request.query_params.get("code", "").strip().upper()
    form = '<form><label>Code <input name="code" required maxlength="6" size="8"></label> <button>Claim</button></form>'
    about = "<p>A key that was registered ends after 24 hours, unless its claim code is entered here.</p>"
    if not code:
        return _PAGE.format(title="Claim a key", body=about + form)
    key = state.keys.claim(code)
    said = f"The key of {escape(key.name)} is claimed." if key else "No key waits for this code."
    return _PAGE.format(title="Claim a key", body=f"<p>{said}</p>" + ("" if key else form))


def _result(job: Job, result: Result) -> str:
    run = result.request.run
    rows = "".join(
        f"<tr><td>{label}</td><td>{_number(result.metrics.get(name), unit)}</td></tr>"
        for name, (label, unit) in _LABELS.items()
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in result.notes)
    about = f"{', '.join(run.universe or ())} · {run.timeframe} · {run.start_date} to {run.end_date}"
    command = f"<code>signal-dsl results {job.result_id} --report FILE.html</code>"
    return (
        f"<p>{escape(about)}</p>{_chart(result.equity, result.buy_and_hold)}<table>{rows}</table><ul>{notes}</ul>"
        f"<p>{command} makes a page with prices, trades and charts.</p><pre>{escape(result.request.script)}</pre>"
    )


def _number(value: float | int | None, unit: str) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}{unit}"


def _chart(equity: Floats, instead: Floats) -> str:
    """Equity, and buying and holding beside it, as two lines."""
    if len(equity) < 2:
        return ""
    places = np.unique(np.linspace(0, len(equity) - 1, 600).astype(np.int64))
    low, high = min(equity.min(), instead.min()), max(equity.max(), instead.max())
    scale = _HIGH / ((high - low) or 1.0)

    def line(values: Floats, name: str) -> str:
        x, y = places * _WIDE / (len(equity) - 1), _HIGH - (values[places] - low) * scale
        points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y, strict=True))
        return f'<polyline class="{name}" points="{points}"/>'

    told = "Equity, and in grey what buying and holding had come to"
    svg = f'<svg viewBox="0 0 {_WIDE} {_HIGH}" role="img">{line(instead, "hold")}{line(equity, "own")}</svg>'
    return f"<figure>{svg}<figcaption>{told}</figcaption></figure>"
