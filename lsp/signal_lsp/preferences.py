"""Settings that come from the client: what a person chose in the editor, under `signal-dsl`.

docs/server.md lists them. They are read leniently: what cannot be understood is told and left out.
"""

from __future__ import annotations

from signal_dsl.records import record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

SECTION = "signal-dsl"


@record
class Preferences:
    """A client's settings for a folder.

    lint                 whether findings are told at all
    select, extend_select, ignore    rules, over those of the configuration file as on the command line
    inlay_lookback, inlay_parameters, code_lens    what is shown between the lines
    catalog, markets     the platform's lists, saved as JSON; empty for those that are known
    api_url              where the platform is; empty for the configuration's or the public one
    sandbox              runs go to a local sandbox instead of the platform
    trusted              false where the folder is not trusted: nothing is sent anywhere
    show_results         what comes of commands is shown as a message, for clients that do not show it themselves
    """

    lint: bool = True
    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    inlay_lookback: bool = True
    inlay_parameters: bool = True
    code_lens: bool = True
    catalog: str = ""
    markets: str = ""
    api_url: str = ""
    sandbox: bool = False
    trusted: bool = True
    show_results: bool = True


# Where each field stands in the client's JSON.
_PATHS = {
    "lint": ("lint", "enable"),
    "select": ("lint", "select"),
    "extend_select": ("lint", "extendSelect"),
    "ignore": ("lint", "ignore"),
    "inlay_lookback": ("inlayHints", "lookback"),
    "inlay_parameters": ("inlayHints", "parameterNames"),
    "code_lens": ("codeLens", "enable"),
    "catalog": ("catalog",),
    "markets": ("markets",),
    "api_url": ("api", "url"),
    "sandbox": ("sandbox",),
    "trusted": ("trusted",),
    "show_results": ("showResults",),
}


def read(values: Mapping[str, Any] | object, before: Preferences | None = None) -> tuple[Preferences, list[str]]:
    """The preferences in a client's JSON over those from `before`, and sentences about what is not understood."""
    before = before or Preferences()
    good: dict[str, Any] = {}
    faults = []
    for field, path in _PATHS.items():
        value = _at(values, path)
        old = getattr(before, field)
        if value is None:
            good[field] = old
        elif (read := _fitting(field, value)) is not None:
            good[field] = read[0]
        else:
            faults.append(f"The setting {SECTION}.{'.'.join(path)} cannot be {value!r}; it is left as it was.")
            good[field] = old
    return Preferences(**good), faults


def _at(values: object, path: tuple[str, ...]) -> object:
    for name in path:
        values = values.get(name) if isinstance(values, dict) else None
    return values


def _fitting(field: str, value: object) -> tuple[object] | None:
    """The value as the field's type has it, in a tuple; None where it does not fit."""
    if field in ("select", "extend_select", "ignore"):
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return (tuple(value) if value or field != "select" else None,)
        return None
    wanted = str if field in ("catalog", "markets", "api_url") else bool
    return (value,) if isinstance(value, wanted) else None
