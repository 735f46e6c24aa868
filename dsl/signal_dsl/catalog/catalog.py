"""`Catalog`: all that a script can name that it did not define itself."""

from __future__ import annotations

from signal_dsl.catalog.model import Constraint, Formula, Function, Output, Parameter, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

BUILT_IN = "built-in"
LIVE = "live"


class Catalog:
    """Functions and variables by name.

    Entries come as records or as JSON text, which becomes a record when its name is first asked for: a script uses a
    few of some 250 entries.

    `provenance` is "built-in" or "live". `authoritative`: a name that is missing here does not exist, which is true of
    live catalogs that were understood in full. `warnings` are sentences about what was not understood. `ma_types`
    gives the number of each moving-average type by its name, in lower case.
    """

    def __init__(
        self,
        functions: Mapping[str, Function | str],
        variables: Mapping[str, Variable | str],
        formulas: Mapping[str, Formula | str],
        ma_types: Mapping[str, int],
        *,
        provenance: str = BUILT_IN,
        authoritative: bool = False,
        warnings: tuple[str, ...] = (),
    ) -> None:
        self._functions = dict(functions)
        self._variables = dict(variables)
        self._formulas = dict(formulas)
        self._all_formulas: dict[str, Formula] | None = None
        self.ma_types = dict(ma_types)
        self.provenance = provenance
        self.authoritative = authoritative
        self.warnings = warnings

    def function(self, name: str) -> Function | None:
        """The function called `name`, or None."""
        entry = self._functions.get(name)
        if isinstance(entry, str):
            entry = self._functions[name] = _function(name, _decoded(entry))
        return entry

    def variable(self, name: str) -> Variable | None:
        """The variable called `name`, or None."""
        entry = self._variables.get(name)
        if isinstance(entry, str):
            entry = self._variables[name] = Variable(name=name, **_decoded(entry))
        return entry

    @property
    def formulas(self) -> dict[str, Formula]:
        """The helpers that lookback, settling and constraint formulas call, by name."""
        if self._all_formulas is None:
            self._all_formulas = {
                name: _formula(name, _decoded(entry)) if isinstance(entry, str) else entry
                for name, entry in self._formulas.items()
            }
        return self._all_formulas

    def with_warnings(self, warnings: tuple[str, ...]) -> Catalog:
        """The same catalog, with these warnings."""
        return Catalog(
            self._functions,
            self._variables,
            self._formulas,
            self.ma_types,
            provenance=self.provenance,
            authoritative=self.authoritative,
            warnings=warnings,
        )

    def functions(self) -> Iterator[Function]:
        """All functions, in the catalog's order."""
        for name in list(self._functions):
            function = self.function(name)
            assert function is not None
            yield function

    def variables(self) -> Iterator[Variable]:
        """All variables, in the catalog's order."""
        for name in list(self._variables):
            variable = self.variable(name)
            assert variable is not None
            yield variable

    def names(self) -> list[str]:
        """All names, functions first; makes no record."""
        return [*self._functions, *(name for name in self._variables if name not in self._functions)]

    def __iter__(self) -> Iterator[Function | Variable]:
        yield from self.functions()
        yield from self.variables()

    def __len__(self) -> int:
        return len(self._functions) + len(self._variables)

    def __contains__(self, name: object) -> bool:
        return name in self._functions or name in self._variables


def _decoded(text: str) -> dict[str, Any]:
    import json  # costs more than all else here, so only when an entry is really looked at

    entry: dict[str, Any] = json.loads(text)
    return entry


def _function(name: str, entry: dict[str, Any]) -> Function:
    """The record of a function: JSON has the same fields, with lists for tuples and the defaults left out."""
    for field in ("parameters", "outputs", "notes", "constraints"):
        entry[field] = tuple(entry.get(field, ()))
    entry["parameters"] = tuple([Parameter(**_with_tuple(item, "aliases")) for item in entry["parameters"]])
    entry["outputs"] = tuple([Output(**_with_tuple(item, "values")) for item in entry["outputs"]])
    entry["constraints"] = tuple([Constraint(**item) for item in entry["constraints"]])
    return Function(name=name, **entry)


def _formula(name: str, entry: dict[str, Any]) -> Formula:
    return Formula(name, **_with_tuple(entry, "parameters"))


def _with_tuple(item: dict[str, Any], field: str) -> dict[str, Any]:
    if field in item:
        item[field] = tuple(item[field])
    return item
