"""A baseline: the findings that a project has for now, as numbers for each script and rule. It only ever shrinks."""

from __future__ import annotations

import json

from signal_dsl.errors import SettingsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from signal_dsl.diagnostics import Diagnostic

VERSION = 1
# Numbers of findings by script and by rule, none of them 0.
Counts = dict[str, dict[str, int]]
# A script with a syntax error is refused, whatever else holds; and what else is found in it may not be all there is.
NEVER = ("SIG001", "SIG002")


def counted(found: Iterable[Diagnostic], name: Callable[[str], str]) -> Counts:
    """How many findings each script has of each rule; `name` gives the name of a file in the baseline."""
    counts: Counts = {}
    for one in found:
        if one.code not in NEVER:
            rules = counts.setdefault(name(one.file), {})
            rules[one.code] = rules.get(one.code, 0) + 1
    return counts


def covered(counts: Counts, allowed: Counts) -> set[tuple[str, str]]:
    """The scripts and rules of which there are no more findings than the baseline allows."""
    return {
        (file, code)
        for file, rules in counts.items()
        for code, count in rules.items()
        if count <= allowed.get(file, {}).get(code, 0)
    }


def exceeded(counts: Counts, allowed: Counts) -> list[tuple[str, str, int, int]]:
    """The scripts and rules of which there are more findings than the baseline allows: how many, and how many it does.

    Those of which it allows none are left out.
    """
    return [
        (file, code, counts[file][code], limit)
        for file, rules in allowed.items()
        for code, limit in rules.items()
        if counts.get(file, {}).get(code, 0) > limit
    ]


def shrunk(counts: Counts, allowed: Counts, *, checked: Iterable[str], gone: Iterable[str]) -> Counts:
    """The baseline without what is no more found in the scripts `checked`, and without the scripts that are `gone`."""
    checked, gone = set(checked), set(gone)
    smaller: Counts = {}
    for file, rules in allowed.items():
        now = counts.get(file, {}) if file in checked else rules
        left = {code: min(limit, now[code]) for code, limit in rules.items() if code in now}
        if left and file not in gone:
            smaller[file] = left
    return smaller


def total(counts: Counts) -> int:
    """The number of findings in a baseline."""
    return sum(sum(rules.values()) for rules in counts.values())


def dumped(counts: Counts) -> str:
    """A baseline as JSON, sorted, with a line for each number, so that two changes of it seldom meet."""
    ordered = {file: dict(sorted(rules.items())) for file, rules in sorted(counts.items())}
    return json.dumps({"version": VERSION, "findings": ordered}, indent=2) + "\n"


def parsed(text: str, path: str) -> Counts:
    """The baseline in the text of the file at `path`. Raises `SettingsError`."""
    remedy = "Mend it, or delete it and write it anew with `--write-baseline`."
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise SettingsError(f"{path} is no baseline: it is not JSON{line}.", remedy) from None
    version = data.get("version") if isinstance(data, dict) else None
    if type(version) is int and version != VERSION:
        raise SettingsError(
            f"{path} is a baseline of version {version}, but only version {VERSION} is known here.",
            "Update Signal DSL.",
        )
    if type(version) is not int or not _are_counts(data.get("findings")):
        raise SettingsError(f'{path} is no baseline: it has not the shape of {{"version": 1, "findings": …}}.', remedy)
    counts: Counts = data["findings"]
    return counts


def _are_counts(findings: object) -> bool:
    return isinstance(findings, dict) and all(
        isinstance(rules, dict) and all(type(count) is int and count > 0 for count in rules.values())
        for rules in findings.values()
    )
