"""Large answers: read like small ones, while other threads go on."""

from __future__ import annotations

import json
import math

import pytest

from signal_dsl.heytraders.answers import Answer, read

KINDS = {"content-type": "application/json"}


@pytest.mark.parametrize("size", [10, 100_000])
def test_every_number_of_an_answer_is_read(size: int) -> None:
    column = [math.sqrt(n) * 10.0 ** (n % 40 - 20) for n in range(size)]
    body = json.dumps({"success": True, "data": {"equity": [*column, float("nan"), 3]}})
    assert read(Answer(200, KINDS, body)) == {"equity": [*column, None, 3]}
