"""The shapes that a live catalog may have: lists, groups, entries by name, wrappers around all of them."""

from __future__ import annotations

from signal_dsl.catalog.live.entries import (
    ENTRY_KEYS,
    function_from_object,
    function_from_signature,
    variable_from_object,
)
from signal_dsl.catalog.live.model import LiveFunction, LiveVariable
from signal_dsl.catalog.live.values import is_name, number_at, text_at
from signal_dsl.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from signal_dsl.catalog.catalog import Catalog

_DEEPEST = 12
_FUNCTION, _OPERATOR, _VARIABLE = "function", "operator", "variable"
_SECTIONS = {
    **dict.fromkeys(("indicators", "indicator", "functions", "function", "signals", "signal", "actions"), _FUNCTION),
    **dict.fromkeys(("operators", "operator", "builtins"), _OPERATOR),
    **dict.fromkeys(("variables", "variable", "fields", "ohlcv", "state", "context", "time"), _VARIABLE),
    **dict.fromkeys(("on-chain", "onchain", "on_chain", "derivatives"), _VARIABLE),
}
# Which of these names stand for a group rather than for a kind of entry.
_GROUPS = {"ohlcv", "state", "context", "time", "on-chain", "onchain", "on_chain", "derivatives"}
_WRAPPERS = {"data", "items", "results", "result", "list", "catalog", "entries", "response"}
_ASIDES = {"success", "error", "meta", "status", "ok", "message", "version", "timestamp", "updated_at", "generated_at"}
_PAGING = {"total", "count", "limit", "offset", "page", "pages", "next", "previous", "per_page", "has_more"}
_COUNTS = ("total", "total_count", "totalCount")
_NAME_KEYS = ("name", "id", "key", "symbol", "code", "function", "slug")
_GROUP_NAME_KEYS = ("category", "group", "name", "title", "label")
# What stands in lists of operators without being a function.
_WORDS = {"and", "or", "not", "if", "else", "true", "false", "none"}


class Reader:
    """Walks through the data and gathers entries. A `section` is the kind of entry that is expected, "" for any."""

    def __init__(self, base: Catalog) -> None:
        self.known = {name.lower(): name for name in base.names()}
        self.base = base
        self.functions: dict[str, LiveFunction] = {}
        self.variables: dict[str, LiveVariable] = {}
        self.operators = False
        self.seen = 0
        self.skipped = 0
        self.announced = 0

    def walk(self, data: object, section: str, category: str, depth: int) -> None:
        """Anything: a list of entries, a mapping of groups, of entries by name, or one entry."""
        if depth > _DEEPEST:
            self._skip()
        elif isinstance(data, list):
            for item in data:
                self._item(item, section, category, depth + 1)
        elif isinstance(data, dict):
            self._mapping(data, section, category, depth)
        elif isinstance(data, str):
            self._text(data, section, category)
        elif data is not None:
            self._skip()

    def _item(self, item: object, section: str, category: str, depth: int) -> None:
        if isinstance(item, dict) and self._name_in(item) and not _is_group(item):
            self._entry(self._name_in(item), item, section, category)
        elif isinstance(item, list) and item:
            self._skip()
        elif isinstance(item, dict) and _is_group(item):
            self.walk(item, section, text_at(item, _GROUP_NAME_KEYS) or category, depth)
        else:
            self.walk(item, section, category, depth)

    def _mapping(self, data: dict[str, Any], section: str, category: str, depth: int) -> None:
        self.announced = max(self.announced, int(number_at(data, _COUNTS) or 0))
        plain = [key for key, value in data.items() if not isinstance(value, dict | list)]
        # Texts and numbers by name: entries only where some of the names are known to be.
        listed = section != "" or any(key.lower() in self.known for key in plain)
        group = _is_group(data)
        for key, value in data.items():
            lower = key.lower()
            if lower in _WRAPPERS:
                self.walk(value, section, category, depth + 1)
            elif lower in _SECTIONS and isinstance(value, dict | list):
                self.operators |= _SECTIONS[lower] == _OPERATOR
                self.walk(value, _SECTIONS[lower], key if lower in _GROUPS else category, depth + 1)
            elif lower in _ASIDES or (not isinstance(value, dict | list) and (group or lower in _PAGING)):
                continue
            elif isinstance(value, dict) and not _is_group(value) and self._is_entry(value):
                self._entry(key if is_name(key) else self._name_in(value), value, section, category)
            elif isinstance(value, list) and lower in self.known and not any(map(self._is_known, value)):
                self._entry(key, {"params": value}, section, category)
            elif isinstance(value, dict | list):
                self.walk(value, section, key, depth + 1)
            elif listed:
                described = {"signature": value, "description": value} if isinstance(value, str) else {}
                self._entry(key, described, section, category)
            else:
                self._skip()

    def _text(self, text: str, section: str, category: str) -> None:
        """A bare name, a signature, or `name: what it is`."""
        text = text.strip()
        name, _, summary = text.replace(" - ", ":").partition(":")
        if is_name(text):
            self._entry(text, {}, section, category)
        elif (function := function_from_signature(text, category)) is not None:
            self._keep(function)
        elif name.strip().lower() in self.known:
            self._entry(name.strip(), {"description": summary.strip()}, section, category)
        elif _is_operator(text):
            self.seen += 1
        elif text:
            self._skip()

    def _entry(self, name: str, entry: dict[str, Any], section: str, category: str) -> None:
        if not is_name(name):
            self.seen += 1
            self.skipped += not _is_operator(name)
            return
        name = self._canonical(name)
        section = _SECTIONS.get(text_at(entry, ("type", "kind", "entry_type")).lower(), section)
        if section == _VARIABLE or (section == "" and self.base.variable(name) is not None):
            self.seen += 1
            self.variables.setdefault(name, variable_from_object(name, entry, category))
        else:
            self._keep(function_from_object(name, entry, category))

    def _keep(self, function: LiveFunction) -> None:
        self.seen += 1
        name = self._canonical(function.name)
        self.functions.setdefault(name, replace(function, name=name))

    def _skip(self) -> None:
        self.seen += 1
        self.skipped += 1

    def _canonical(self, name: str) -> str:
        """The spelling that scripts use: the known one, else lower case where the platform shouts."""
        return self.known.get(name.lower(), name.lower() if name.isupper() else name)

    def _name_in(self, entry: dict[str, Any]) -> str:
        """The name that an entry has in scripts: one that is known, else its key or id rather than its title."""
        names: list[str] = [entry[key] for key in _NAME_KEYS if is_name(entry.get(key))]
        known = [name for name in names if name.lower() in self.known]
        codes = [name for name in names if name == name.lower()]
        return (known or codes or names or [""])[0]

    def _is_entry(self, entry: dict[str, Any]) -> bool:
        told = ENTRY_KEYS & entry.keys() or isinstance(entry.get("type"), str)
        return not entry or bool(told) or self._name_in(entry) != ""

    def _is_known(self, item: object) -> bool:
        name = self._name_in(item) if isinstance(item, dict) else item
        return isinstance(name, str) and name.lower() in self.known


def _is_group(data: dict[str, Any]) -> bool:
    """Whether a mapping holds entries rather than being one."""
    return any(
        isinstance(value, dict | list) and key.lower() in (_WRAPPERS | _SECTIONS.keys()) for key, value in data.items()
    )


def _is_operator(text: str) -> bool:
    """What a list of operators holds besides functions: `+`, `and` …"""
    return text.lower() in _WORDS or not any(character.isalnum() for character in text)
