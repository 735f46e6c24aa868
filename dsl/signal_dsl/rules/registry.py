"""All rules there are, found by looking into this folder; and which of them the settings choose."""

from __future__ import annotations

import os
from importlib import import_module

from signal_dsl.errors import UsageError
from signal_dsl.rules.base import Rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.settings import LintSettings

# The package's own machinery; every other file is a rule, or something that rules share.
_MACHINERY = {"__init__.py", "base.py", "check.py", "checker.py", "config.py", "registry.py", "silences.py"}
_rules: tuple[Rule, ...] = ()


def rules() -> tuple[Rule, ...]:
    """One instance of each rule, in the order of the codes."""
    global _rules
    if not _rules:
        found = []
        for file in os.listdir(os.path.dirname(__file__)):
            if file.endswith(".py") and file not in _MACHINERY:
                module = import_module(f"signal_dsl.rules.{file[:-3]}")
                found += [
                    thing()
                    for thing in vars(module).values()
                    if isinstance(thing, type) and issubclass(thing, Rule) and thing.__module__ == module.__name__
                ]
        _rules = tuple(sorted(found, key=lambda rule: rule.code))
    return _rules


def find_rule(selector: str) -> Rule:
    """The rule with this code or name, in whatever case. Raises `UsageError` where there is none."""
    for rule in rules():
        if selector.lower() in (rule.code.lower(), rule.name):
            return rule
    raise UsageError(f"There is no rule `{selector}`.", _suggestion(selector))


def selected(settings: LintSettings) -> tuple[Rule, ...]:
    """The rules that are in force. Raises `UsageError` at a selector that means none."""
    chosen = _matching(settings.select) if settings.select is not None else set(rules())
    chosen |= _matching(settings.extend_select)
    chosen -= _matching(settings.ignore)
    return tuple(rule for rule in rules() if rule in chosen)


def matches(rule: Rule, selector: str) -> bool:
    """Whether a selector means a rule: a code, the beginning of codes, a name, or ALL."""
    wanted = selector.upper()
    return wanted == "ALL" or selector.lower() == rule.name or (wanted[:3] == "SIG" and rule.code.startswith(wanted))


def meant(selector: str) -> tuple[Rule, ...]:
    """The rules that a selector means, in the order of the codes. Raises `UsageError` where it means none."""
    found = tuple(rule for rule in rules() if matches(rule, selector))
    if not found:
        raise UsageError(f"There is no rule `{selector}`.", _suggestion(selector))
    return found


def _matching(selectors: tuple[str, ...]) -> set[Rule]:
    return {rule for selector in selectors for rule in meant(selector)}


def _suggestion(selector: str) -> str:
    """The way to the list, and the name that was probably meant; what is near a code means something else."""
    import difflib

    near = difflib.get_close_matches(selector.lower(), [rule.name for rule in rules()], 1)
    return f"`signal-dsl rule` lists them.{f' Did you mean `{near[0]}`?' if near else ''}"
