"""`/backtest`: runs and their results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from signal_dsl.heytraders.document.values import mapping, pick
from signal_dsl.heytraders.endpoints.area import Area
from signal_dsl.heytraders.errors import UnknownOutcomeError
from signal_dsl.heytraders.ids import part
from signal_dsl.heytraders.models import Job, Verdict

_PAGE = 500  # trades
_MOST_PAGES = 2000
STARTING = "start the backtest"


class Backtests(Area):
    """Runs and their results. A job has a `backtest_id`, what came of it a `result_id`."""

    def strategies(self) -> object:
        """`GET /backtest/strategies`: the types of strategies."""
        return self._get("/backtest/strategies")

    def schema(self, strategy_type: str) -> Mapping[str, object]:
        """`GET /backtest/strategies/{type}/schema`: the JSON Schema of a type's request; empty where none came."""
        data = mapping(self._get(f"/backtest/strategies/{part(strategy_type)}/schema"))
        return mapping(pick(data, "schema")) or data

    def validate(self, script: str, universe: Sequence[str] = ()) -> Verdict:
        """`POST /backtest/validate`: whether the platform takes a script."""
        return Verdict.of(self._post("/backtest/validate", {"script": script, "universe": list(universe)}))

    def execute(self, request: Mapping[str, object]) -> Job:
        """`POST /backtest/execute`: starts a run, which costs quota; the job has its `backtest_id`.

        Raises UnknownOutcomeError where no answer tells whether it was started. It is never sent twice.
        """
        job = Job.of(self._post("/backtest/execute", request, effect=STARTING))
        if job.backtest_id is None:
            told = "The platform took the backtest and gave no id for it, so it runs, and cannot be followed from here."
            raise UnknownOutcomeError(told, "Look at the platform's dashboard before you start it again.")
        return job

    def status(self, backtest_id: str) -> Job:
        """`GET /backtest/status/{id}`: how far a job is."""
        return Job.of(self._get(f"/backtest/status/{part(backtest_id)}"))

    def cancel(self, backtest_id: str) -> Job:
        """`POST /backtest/cancel/{id}`: ends a job. To ask twice does no harm."""
        return Job.of(self._post(f"/backtest/cancel/{part(backtest_id)}", {}))

    def result(self, result_id: str) -> object:
        """`GET /backtest/results/{id}`: the summary."""
        return self._get(f"/backtest/results/{part(result_id)}")

    def metrics(self, result_id: str) -> object:
        """`GET …/metrics`."""
        return self._get(f"/backtest/results/{part(result_id)}/metrics")

    def per_ticker(self, result_id: str) -> object:
        """`GET …/per-ticker`."""
        return self._get(f"/backtest/results/{part(result_id)}/per-ticker")

    def trades(self, result_id: str) -> Iterator[object]:
        """`GET …/trades`, page by page until one is not full, or repeats the one before it."""
        before: object = None
        for number in range(_MOST_PAGES):
            query = {"limit": _PAGE, "offset": number * _PAGE}
            page = self._get(f"/backtest/results/{part(result_id)}/trades", query)
            rows = page if isinstance(page, list) else pick(mapping(page), "trades", "items", "results", "data")
            if number and (page == before or not rows):
                return
            yield page
            if not isinstance(rows, list) or len(rows) < _PAGE:
                return
            before = page

    def equity(self, result_id: str) -> object:
        """`GET …/equity`: the curves."""
        return self._get(f"/backtest/results/{part(result_id)}/equity")

    def analysis(self, result_id: str) -> object:
        """`GET …/analysis`: the platform's remarks on a result."""
        return self._get(f"/backtest/results/{part(result_id)}/analysis")
