"""`/backtest/…`: strategies, validation, jobs and their results."""

from __future__ import annotations

from signal_dsl.analysis import analyze
from signal_dsl.sandbox.backtest import Backtest
from signal_dsl.sandbox.evaluator import Program
from signal_dsl.sandbox.language import catalog
from signal_dsl.sandbox.refusal import RefusalError
from signal_dsl.sandbox.request import read_universe
from signal_dsl.sandbox.result import Result, told
from signal_dsl.sandbox.server.calls import Call
from signal_dsl.sandbox.server.envelope import Data, finding_json, invalid
from signal_dsl.sandbox.server.jobs import Job
from signal_dsl.sandbox.server.schemas import SCHEMAS
from signal_dsl.sandbox.validate import faults
from signal_dsl.settings import RunSettings, Settings

_MOST_TRADES = 1000


def strategies(call: Call) -> Data:
    """`GET /backtest/strategies`."""
    return {
        "strategies": [
            {"type": kind, "description": schema["description"], "simulated_here": kind == "signal"}
            for kind, schema in SCHEMAS.items()
        ]
    }


def schema(call: Call) -> Data:
    """`GET /backtest/strategies/{type}/schema`."""
    kind = call.path["type"]
    if kind not in SCHEMAS:
        raise invalid(f"There is no strategy type `{kind[:60]}`.", f"There are {', '.join(SCHEMAS)}.")
    return {"type": kind, "schema": SCHEMAS[kind]}


def validate(call: Call) -> Data:
    """`POST /backtest/validate`: what `lint` finds as errors, in a script for this universe."""
    script = call.body.get("script")
    if not isinstance(script, str):
        raise invalid("`script` is missing or no text.")
    universe = read_universe(call.body.get("universe"))
    facts = analyze(script, catalog=catalog(), settings=Settings(RunSettings(universe=universe)))
    errors = [finding_json(one) for one in faults(facts)]
    if not errors:
        try:
            Program(facts)
        except RefusalError as error:
            errors = [{"code": error.code, "message": error.message, "line": error.line}]
    return {"valid": not errors, "errors": errors, "lookback": facts.lookback}


def execute(call: Call) -> Data:
    """`POST /backtest/execute`."""
    key, keys = call.key, call.state.keys
    job = call.state.jobs.submit(Backtest(call.body), key, lambda: keys.spend(key))
    return {"backtest_id": job.id, "status": job.status, "quota": keys.quota(key)}


def status(call: Call) -> Data:
    """`GET /backtest/status/{backtest_id}`."""
    return _job(call).told()


def cancel(call: Call) -> Data:
    """`POST /backtest/cancel/{backtest_id}`."""
    job = _job(call)
    call.state.jobs.cancel(job)
    return job.told()


def results(call: Call) -> Data:
    """`GET /backtest/results/{result_id}`."""
    job, result = _result(call)
    page = f"{call.state.root}/dashboard/results/{job.result_id}"
    return {
        "result_id": job.result_id,
        "backtest_id": job.id,
        "status": job.status,
        "dashboard_url": page if call.state.options.lasting else None,
        "created_at": told(int(job.created)),
        "script": result.request.script,
        **result.summary(),
    }


def metrics(call: Call) -> Data:
    """`GET …/metrics`."""
    job, result = _result(call)
    return {"result_id": job.result_id, "metrics": result.metrics}


def per_ticker(call: Call) -> Data:
    """`GET …/per-ticker`."""
    job, result = _result(call)
    return {"result_id": job.result_id, "per_ticker": result.per_ticker()}


def trades(call: Call) -> Data:
    """`GET …/trades`, in pages."""
    job, result = _result(call)
    limit, offset = call.whole("limit", 100, 1, _MOST_TRADES), call.whole("offset", 0, 0, 10**9)
    page = {"total": len(result.trades), "limit": limit, "offset": offset}
    return {"result_id": job.result_id, "trades": result.trades_json(offset, limit), **page}


def equity(call: Call) -> Data:
    """`GET …/equity`: columns, one value a bar."""
    job, result = _result(call)
    return {"result_id": job.result_id, **result.equity_json()}


def analysis(call: Call) -> Data:
    """`GET …/analysis`: what the numbers say, in sentences; the platform has a model write them."""
    job, result = _result(call)
    return {"result_id": job.result_id, "analysis": _sentences(result)}


def _job(call: Call) -> Job:
    return call.state.jobs.job(call.path["id"], call.key)


def _result(call: Call) -> tuple[Job, Result]:
    return call.state.jobs.result(call.path["id"], call.key)


def _sentences(result: Result) -> str:
    found = result.metrics
    change, instead = found["total_return_pct"], found["buy_and_hold_return_pct"]
    lines = [
        f"SIMULATED. {result.request.days} days, {len(result.trades)} closed trades.",
        f"Return {_percent(change)}, buy and hold {_percent(instead)}; deepest fall {_percent(found['max_drawdown'])}.",
    ]
    return "\n".join([*lines, *result.notes])


def _percent(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f} %"
