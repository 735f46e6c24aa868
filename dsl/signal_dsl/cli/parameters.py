"""Strategies that are no script: their parameters from a file, held against the platform's own schema."""

from __future__ import annotations

import os

from signal_dsl.cli import options, terminal
from signal_dsl.errors import SignalDslError, UsageError
from signal_dsl.settings import find_config, merge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.cli.command import Arguments, Option
    from signal_dsl.heytraders.client import Client

_LARGEST = 1_000_000  # bytes
_SHOWN = 10
# Settings that a run has whatever the strategy is.
_COMMON = ("start_date", "end_date", "exchange", "timeframe", "initial_cash", "trading_fee", "slippage")


def request(arguments: Arguments, kind: str, file: Option) -> dict[str, object]:
    """The body of `/backtest/execute`: the settings that hold here, and over them the file's. Raises `UsageError`."""
    if arguments.paths:
        raise UsageError(
            f"A strategy of type `{kind}` has no script, but {arguments.paths[0]} is given.", "Leave it out."
        )
    path = arguments.value(file)
    if path is None:
        raise UsageError(f"A strategy of type `{kind}` needs its parameters.", f"Name their file with `{file.name}`.")
    run = merge(options.run_settings(arguments), None, find_config(os.getcwd())).run
    common = {key: value for key in _COMMON if (value := getattr(run, key)) is not None}
    told = {key: value if isinstance(value, (int, float)) else str(value) for key, value in common.items()}
    return {**told, **_read(path), "strategy_type": kind}


def verify(client: Client, body: dict[str, object]) -> None:
    """Hold a body against the schema that the platform gives. Raises `UsageError` with all that does not fit.

    Where there is no schema, or none that can be used, that is told, and the platform has the last word.
    """
    kind = str(body["strategy_type"])
    try:
        schema = client.backtest.schema(kind)
    except SignalDslError as error:
        terminal.warning(f"The parameters are not checked before they are sent. {error}")
        return
    if not schema:
        terminal.warning(
            f"The platform has no schema for `{kind}`: the parameters are not checked before they are sent."
        )
        return
    found = _misfits(dict(schema), body)
    if found is None:
        terminal.warning(f"The platform's schema for `{kind}` cannot be used: the parameters are not checked.")
    elif found:
        for message in found[:_SHOWN]:
            terminal.error(message)
        more = f" (and {len(found) - _SHOWN} more)" if len(found) > _SHOWN else ""
        raise UsageError(f"The parameters do not fit the platform's schema for `{kind}`{more}.", "Nothing was sent.")


def _misfits(schema: dict[str, object], body: dict[str, object]) -> list[str] | None:
    """What does not fit, in sentences; None where the schema is none. What it refers to elsewhere is not fetched."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError
    from jsonschema.validators import validator_for
    from referencing import Registry
    from referencing.exceptions import Unresolvable

    kind = validator_for(schema, default=Draft202012Validator)
    try:
        kind.check_schema(schema)
        errors = sorted(kind(schema, registry=Registry()).iter_errors(body), key=lambda one: list(map(str, one.path)))
    except (SchemaError, Unresolvable, RecursionError):
        return None
    return [f"{_place(one.absolute_path)}{one.message}." for one in errors]


def _place(path: Iterable[object]) -> str:
    named = ".".join(map(str, path))
    return f"`{named}`: " if named else ""


def _read(path: str) -> dict[str, object]:
    """The parameters in a file: TOML where it ends so, else JSON."""
    import json
    import tomllib

    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        why = terminal.reason(error) if isinstance(error, OSError) else str(error)
        raise UsageError(f"The parameters {path} cannot be read: {why}.", "Check the path.") from None
    if len(content) > _LARGEST:
        raise UsageError(f"The parameters {path} have more than a megabyte.", "Give the file of parameters.")
    form = "TOML" if os.path.splitext(path)[1].lower() == ".toml" else "JSON"
    try:
        text = content.decode("utf-8-sig")
        found = tomllib.loads(text) if form == "TOML" else json.loads(text)
    except (ValueError, RecursionError) as error:
        told = f"The parameters {path} are no {form}: {str(error).rstrip('.')}."
        raise UsageError(told, "A file that ends in .toml is read as TOML, any other as JSON.") from None
    if not isinstance(found, dict):
        raise UsageError(f"The parameters {path} are no object.", "Give names and values.")
    return {name: _plain(value) for name, value in found.items()}


def _plain(value: object) -> object:
    """A value as JSON has it: a date of TOML as text."""
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if value is None or isinstance(value, (str, int, float, bool)) else str(value)
