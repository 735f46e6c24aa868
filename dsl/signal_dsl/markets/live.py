"""The platform's list of exchanges, `GET /meta/markets`.

Its schema is not public beyond `exchanges[]` with id, name and market types, so reading is tolerant: with the
platform's envelope or bare, a list or a table by id, market types under several names, as texts or as objects.
"""

from __future__ import annotations

from signal_dsl import saved
from signal_dsl.markets import EXCHANGES, PERPETUAL, PREDICTION, SPOT, Exchange, Markets
from signal_dsl.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_WRAPPERS = ("data", "exchanges", "result", "results", "items")
_ID_KEYS = ("id", "exchange_id", "exchangeId", "exchange", "slug", "key", "code", "name")
_TYPE_KEYS = ("market_types", "marketTypes", "markets", "types", "market_type", "marketType", "market", "type")
_TYPES = {
    **dict.fromkeys(("spot", "cash"), SPOT),
    **dict.fromkeys(("perpetual", "perpetuals", "perp", "perps", "swap", "swaps", "linear", "inverse"), PERPETUAL),
    **dict.fromkeys(("future", "futures", "perpetual_future", "perpetual_futures", "perpetual_swap"), PERPETUAL),
    **dict.fromkeys(("prediction", "predictions", "prediction_market", "prediction_markets"), PREDICTION),
}
_DEEPEST = 6
_LONGEST = 50


def decode(data: object) -> Markets:
    """The exchanges that `data` lists, and those that are documented; what it says of one goes before.

    Raises CatalogError where it is an answer by which the platform refuses.
    """
    data = saved.accepted(data, "list of markets", "GET /meta/markets")
    found = dict(EXCHANGES)
    listed = skipped = 0
    for entry, key in _entries(data, 0):
        exchange = _exchange(entry, key)
        if exchange is None:
            skipped += 1
            continue
        listed += 1
        documented = found.get(exchange.id)
        if documented is not None:
            exchange = replace(documented, markets=exchange.markets or documented.markets)
        found[exchange.id] = exchange
    warnings = []
    if not listed:
        warnings.append(
            "The list of markets names no exchange that could be understood; only the documented ones hold."
        )
    elif skipped:
        entries = "1 entry" if skipped == 1 else f"{skipped} entries"
        warnings.append(f"Skipped {entries} of the list of markets that could not be understood.")
    return Markets(found.values(), live=listed > 0, warnings=tuple(warnings))


def _entries(data: object, depth: int) -> Iterator[tuple[object, str]]:
    """What stands for an exchange, and the key that it stands under, if it does under one."""
    if isinstance(data, list):
        for item in data:
            yield item, ""
    elif isinstance(data, dict) and depth < _DEEPEST:
        inner = next((data[key] for key in _WRAPPERS if isinstance(data.get(key), list | dict)), None)
        if inner is None and isinstance(data.get("markets"), list | dict):
            inner = data["markets"]
        if inner is not None:
            yield from _entries(inner, depth + 1)
        else:
            for key, value in data.items():
                if isinstance(value, list | dict):
                    yield value, key


def _exchange(entry: object, key: str) -> Exchange | None:
    """One exchange; None where it cannot be understood."""
    types: object = entry
    id = key
    if isinstance(entry, str):
        id, types = entry, None
    elif isinstance(entry, dict):
        id = key or _text(entry, _ID_KEYS)
        types = next((entry[name] for name in _TYPE_KEYS if entry.get(name)), None)
    id = id.strip()
    if len(id) > _LONGEST or not id.replace("_", "").replace("-", "").isalnum():
        return None
    known = id.lower() in EXCHANGES
    markets = tuple(dict.fromkeys(_types(types)))
    if not any(kind in _TYPES.values() for kind in markets):
        markets = ()
    if key and not markets and not known:  # what stands under a name need not be an exchange
        return None
    return Exchange(id.lower() if known else id, markets)


def _types(data: object) -> Iterator[str]:
    """Market types: a text, a list of texts or objects, or a table of switches."""
    words: list[object] = [data]
    if isinstance(data, list):
        words = [_text(item, ("id", "type", "name", "key")) if isinstance(item, dict) else item for item in data]
    elif isinstance(data, dict):
        words = [key for key, value in data.items() if value]
    for word in words:
        for part in word.split(",") if isinstance(word, str) else ():
            plain = part.strip().lower().replace("-", "_").replace(" ", "_")
            if plain:
                yield _TYPES.get(plain, plain)


def _text(item: dict[str, object], keys: tuple[str, ...]) -> str:
    """The first text at one of these keys, empty where there is none."""
    texts = (item.get(key) for key in keys)
    return next((text for text in texts if isinstance(text, str) and text.strip()), "")
