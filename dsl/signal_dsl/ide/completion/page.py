"""The page of what is offered, made only when it is looked at."""

from __future__ import annotations

from signal_dsl.ide.pages import function_page, output_page, parameter_page, variable_page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.ide.snapshot import Snapshot


def resolved(snapshot: Snapshot, page: str) -> str:
    """The page called `kind:name` or `kind:name:part`; empty where there is none."""
    kind, _, rest = page.partition(":")
    name, _, part = rest.partition(":")
    catalog = snapshot.facts.catalog
    if kind == "variable":
        variable = catalog.variable(name)
        return variable_page(variable, snapshot) if variable is not None else ""
    if kind in ("function", "parameter", "output"):
        function = catalog.function(name)
        if function is None:
            return ""
        if kind == "function":
            return function_page(function, snapshot)
        if kind == "parameter":
            parameter = function.spellings.get(part)
            return parameter_page(parameter, function, snapshot) if parameter is not None else ""
        return next((output_page(one, function) for one in function.outputs if one.name == part), "")
    if kind == "name":
        return _name(snapshot, name, part)
    if kind == "setting":
        from signal_dsl.ide.run_settings import SETTINGS, setting_page

        return setting_page(SETTINGS[name], snapshot) if name in SETTINGS else ""
    if kind == "rule":
        from signal_dsl.ide.hover_comments import rule_page

        return rule_page(name) or ""
    return ""


def _name(snapshot: Snapshot, name: str, offset: str) -> str:
    """The page of one of the script's names as it stands at an offset."""
    from signal_dsl.ide.hover import binding_page

    index = snapshot.index(int(offset)) if offset.isascii() and offset.isdigit() else -1
    statements = snapshot.facts.statements
    binding = snapshot.bound(name, statements[index] if 0 <= index < len(statements) else None)
    return binding_page(binding, snapshot) if binding is not None else ""
