"""What a live catalog says, before it meets the built-in one. What an entry does not say is None."""

from __future__ import annotations

from signal_dsl.records import record


@record
class LiveParameter:
    """A parameter as far as it is described."""

    name: str
    kind: str | None = None
    required: bool | None = None
    default: float | str | None = None
    low: float | None = None
    high: float | None = None
    summary: str = ""


@record
class LiveOutput:
    """An output as far as it is described."""

    name: str | None
    kind: str | None = None
    low: float | None = None
    high: float | None = None


@record
class LiveFunction:
    """A function as far as it is described.

    `parameters` is None where nothing usable is said of them. `whole`: they are all that a call takes (they came as a
    signature), while a list of parameters often leaves out the inputs.
    """

    name: str
    category: str = ""
    summary: str = ""
    parameters: tuple[LiveParameter, ...] | None = None
    whole: bool = False
    outputs: tuple[LiveOutput, ...] | None = None


@record
class LiveVariable:
    """A variable as far as it is described."""

    name: str
    category: str = ""
    summary: str = ""
    kind: str | None = None


@record
class LiveCatalog:
    """All that was understood of a live catalog, by name.

    `operators_listed`: the list includes what works bar by bar (`crossover`, `abs` …), not only indicators. `complete`:
    nothing was skipped that could hold a name, and no further pages are announced. `warnings` are sentences.
    """

    functions: dict[str, LiveFunction]
    variables: dict[str, LiveVariable]
    operators_listed: bool = False
    complete: bool = True
    warnings: tuple[str, ...] = ()
