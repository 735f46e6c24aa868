"""What holds for all tests: how much is generated in property tests, and where nothing is left behind.

The profile comes from `HYPOTHESIS_PROFILE`: `default` draws the same cases in every run, so that a run says something
about the change and not about luck; `exhaustive` (`make exhaustive`) draws fifty times as many, new ones each time. A
test that needs more or fewer cases than the profile scales it: `@settings(max_examples=20 * settings().max_examples)`
is 2,000 and 100,000.
"""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

_COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("default", max_examples=100, derandomize=True, database=None, **_COMMON)
settings.register_profile("exhaustive", max_examples=5000, derandomize=False, **_COMMON)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the cache of whoever runs it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SIGNAL_DSL_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield
