"""`/meta/…`: what there is, and keys."""

from __future__ import annotations

from functools import cache

from signal_dsl._version import __version__
from signal_dsl.catalog import Function, Output, Parameter, Variable, builtin, model
from signal_dsl.catalog.describe import signature
from signal_dsl.catalog.live.merge import LANGUAGE_CATEGORY, OPERATOR_CATEGORIES
from signal_dsl.markets import EXCHANGES
from signal_dsl.sandbox.server.calls import Call
from signal_dsl.sandbox.server.envelope import Data
from signal_dsl.sandbox.server.keys import CLAIM_LASTS, SCOPES


def health(call: Call) -> Data:
    """`GET /meta/health`."""
    return {"status": "ok", "service": "signal-dsl sandbox", "version": __version__}


def register(call: Call) -> Data:
    """`POST /meta/register`."""
    keys = call.state.keys
    key = keys.register(call.body.get("display_name"), call.body.get("description"), call.address)
    quota = keys.quota(key)
    return {
        "api_key": key.text,
        "key_id": key.id,
        "agent_id": key.id,
        "display_name": key.name,
        "scopes": list(SCOPES),
        "quota": quota,
        "provisional": key.provisional,
        "expires_in": quota["expires_in"],
    }


def request_claim(call: Call) -> Data:
    """`POST /meta/request-claim`."""
    call.text("display_name", default=call.key.name, most=50)
    code = call.state.keys.claim_code(call.key)
    url = f"{call.state.root}/dashboard/claim"
    return {"claim_code": code, "expires_in": CLAIM_LASTS, "claim_url": url}


def me(call: Call) -> Data:
    """`GET /meta/me`, which the platform is not known to have: the key's quota."""
    key = call.key
    return {"key_id": key.id, "display_name": key.name, "scopes": list(SCOPES), "quota": call.state.keys.quota(key)}


def markets(call: Call) -> Data:
    """`GET /meta/markets`."""
    return {
        "exchanges": [
            {"id": one.id, "name": one.prefix, "market_types": list(one.markets), "note": one.note}
            for one in EXCHANGES.values()
        ]
    }


def indicators(call: Call) -> Data:
    """`GET /meta/indicators`: the built-in catalog."""
    return _catalog()


@cache
def _catalog() -> Data:
    found: Data = {"indicators": [], "operators": [], "actions": [], "variables": []}
    for function in builtin().functions():
        if function.category == LANGUAGE_CATEGORY:
            place = "actions"
        else:
            place = "operators" if function.category in OPERATOR_CATEGORIES else "indicators"
        found[place].append(_function(function))
    found["variables"] = [_variable(variable) for variable in builtin().variables()]
    return found


def _function(function: Function) -> Data:
    return {
        "name": function.name,
        "category": function.category,
        "description": function.summary,
        "signature": signature(function),
        "inputs": [_parameter(one) for one in function.inputs],
        "params": [_parameter(one) for one in function.options],
        "outputs": [_output(one) for one in function.outputs],
    }


def _parameter(parameter: Parameter) -> Data:
    bounds = {"min": parameter.low, "max": parameter.high, "default": parameter.default}
    return {
        "name": parameter.name,
        "type": parameter.kind,
        "required": parameter.required,
        "description": parameter.summary,
        **{key: value for key, value in bounds.items() if value is not None},
    }


def _output(output: Output) -> Data:
    # Bounds that hold only for some parameters are not told: who reads them would take them for all.
    bounds = {} if output.holds else {"min": output.low, "max": output.high}
    told = {"name": output.name, "type": output.kind, "description": output.summary}
    return {**told, **{key: value for key, value in bounds.items() if value is not None}}


def _variable(variable: Variable) -> Data:
    kind = "boolean" if variable.kind == model.CONDITION else "series"
    return {
        "name": variable.name,
        "category": variable.category,
        "description": variable.summary,
        "value_type": kind,
    }
