"""What a browser is shown: a result's numbers, and the place where a claim code is entered."""

from __future__ import annotations

from html import escape

from starlette.requests import Request

from signal_dsl.sandbox.server.state import State

_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title} – SIMULATED</title>
<style>
:root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }}
body {{ max-width: 46rem; margin: 2rem auto; padding: 0 1rem }}
.stamp {{ display: inline-block; padding: .1rem .6rem; border: 2px solid; border-radius: .3rem; color: #b45309 }}
table {{ border-collapse: collapse }} td {{ padding: .2rem 1.5rem .2rem 0 }} td + td {{ text-align: right }}
pre {{ overflow: auto; padding: 1rem; background: color-mix(in srgb, currentColor 8%, transparent) }}
</style></head><body><h1>{title} <span class="stamp">SIMULATED</span></h1>
{body}
</body></html>
"""


def result_page(state: State, request: Request) -> str | None:
    """The page of a result. It is shown without a key: who has the link has the id, and the server is local."""
    found = state.jobs.public(request.path_params["id"])
    if found is None:
        return None
    job, result = found
    run = result.request.run
    rows = "".join(
        f"<tr><td>{escape(name)}</td><td>{'–' if value is None else f'{value:,.2f}'}</td></tr>"
        for name, value in result.metrics.items()
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in result.notes)
    about = f"{', '.join(run.universe or ())}, {run.timeframe}, {run.start_date} to {run.end_date}"
    body = f"<p>{escape(about)}</p><table>{rows}</table><ul>{notes}</ul><pre>{escape(result.request.script)}</pre>"
    return _PAGE.format(title=f"Backtest {job.id}", body=body)


def claim_page(state: State, request: Request) -> str:
    """Where a key is claimed."""
    code = request.query_params.get("code", "").strip().upper()
    form = '<form><label>Code <input name="code" required maxlength="6"></label> <button>Claim</button></form>'
    if not code:
        return _PAGE.format(title="Claim a key", body=form)
    key = state.keys.claim(code)
    said = f"The key of {escape(key.name)} is claimed." if key else "No key waits for this code."
    return _PAGE.format(title="Claim a key", body=f"<p>{said}</p>" + ("" if key else form))
