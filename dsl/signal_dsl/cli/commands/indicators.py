"""`signal-dsl indicators`: what scripts can call and read."""

from __future__ import annotations

from signal_dsl.catalog.model import Function
from signal_dsl.cli import options, terminal
from signal_dsl.cli.command import Command, Option
from signal_dsl.cli.platform import SANDBOX, SANDBOX_OPTIONS, connected
from signal_dsl.errors import UsageError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.catalog import Catalog, Variable
    from signal_dsl.cli.command import Arguments

CATEGORY = Option("--category", "only the categories with this word in their names, such as `momentum`", "WORD")
JSON = Option("--json", "print JSON: an object for the entry, or a list of one for each")
FORGET = Option("--forget", "with `sync`: go back to the built-in catalog")
SYNC = "sync"
COMMAND = Command(
    "indicators",
    "Show the functions and variables that scripts can use, or all about one: how it is called, its parameters with "
    "their bounds, its outputs with their ranges, how many bars it needs. `indicators sync` fetches the platform's own "
    "list, which is used from then on here, by the linter and by the language server.",
    "NAME",
    0,
    1,
    (CATEGORY, JSON, options.CATALOG, FORGET, *SANDBOX_OPTIONS),
    (
        ("signal-dsl indicators", "all there are, with a sentence on each"),
        ("signal-dsl indicators macd", "all about one"),
        ("signal-dsl indicators --category volume", "a part of the list"),
        ("signal-dsl indicators --json", "all about all, for another program"),
        ("signal-dsl indicators sync", "fetch the platform's list"),
    ),
)


def run(arguments: Arguments) -> int:
    """Print the list or one entry, or fetch the list. Raises `SignalDslError`, also where there is no such entry."""
    if arguments.paths == [SYNC]:
        return _sync(arguments)
    for option in (FORGET, *SANDBOX_OPTIONS):
        if arguments.has(option):
            raise UsageError(f"`{option.name}` goes with `indicators {SYNC}`.", "Leave it out.")
    catalog = options.catalog(arguments)
    if arguments.paths:
        if arguments.has(CATEGORY):
            raise UsageError("`--category` goes with the list, not with a name.", "Leave out one of the two.")
        entry = _entry(arguments.paths[0], catalog)
        if arguments.has(JSON):
            from signal_dsl.cli.output import indicators_json

            terminal.write(indicators_json.page(entry))
        else:
            from signal_dsl.cli.output import indicators_text

            terminal.write(indicators_text.page(entry, catalog))
        return 0
    entries = _chosen(arguments.value(CATEGORY), catalog)
    if arguments.has(JSON):
        from signal_dsl.cli.output import indicators_json

        terminal.write(indicators_json.listing(entries))
    else:
        from signal_dsl.cli.output import indicators_text

        terminal.write(indicators_text.listing(entries, _source(arguments)))
    return 0


def _sync(arguments: Arguments) -> int:
    """Fetch the platform's list, and tell what has come."""
    from signal_dsl.catalog.synced import SANDBOX as FROM_THE_SANDBOX
    from signal_dsl.heytraders import syncing

    if arguments.has(FORGET):
        told = "The built-in catalog holds again." if syncing.forget() else "The built-in catalog holds already."
        terminal.write(f"{told}\n")
        return 0
    with connected(arguments) as client:
        catalog, provenance = syncing.sync(client, FROM_THE_SANDBOX if arguments.has(SANDBOX) else "")
    for warning in catalog.warnings:
        terminal.warning(warning)
    counts = f"{sum(1 for _ in catalog.functions())} functions and {sum(1 for _ in catalog.variables())} variables"
    sure = "A name that is not among them is an error from now on." if catalog.authoritative else ""
    if arguments.has(SANDBOX):
        sure += " `signal-dsl indicators sync --forget` goes back to the built-in catalog."
    terminal.write(f"{counts}: {provenance}. {sure}".rstrip() + "\n")
    return 0


def _source(arguments: Arguments) -> str:
    """The catalog that is shown, and how to have the platform's."""
    if path := arguments.value(options.CATALOG):
        return f"the catalog {path}"
    from signal_dsl.catalog.synced import current

    provenance = current()[1]
    again = "fetches it again" if provenance.is_synced else "fetches the platform's list"
    return f"{provenance}; `signal-dsl indicators sync` {again}"


def _entry(name: str, catalog: Catalog) -> Function | Variable:
    """The entry called `name`, in whatever case. Raises `UsageError`, with what may have been meant."""
    names = {known.lower(): known for known in catalog.names()}
    known = names.get(name.lower())
    entry = (catalog.function(known) or catalog.variable(known)) if known else None
    if entry is not None:
        return entry
    from difflib import get_close_matches

    near = [names[one] for one in get_close_matches(name.lower(), names, 3, 0.7)]
    if not near:  # perhaps a word for what is looked for: `average`, `bollinger`
        near = [one.name for one in catalog if name.lower() in one.summary.lower()][:8]
    remedy = f"Did you mean {_either(near)}? " if near else ""
    raise UsageError(f"There is no indicator or variable `{name}`.", f"{remedy}`signal-dsl indicators` lists them.")


def _either(names: list[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return " or ".join([", ".join(quoted[:-1]), quoted[-1]]) if len(quoted) > 1 else quoted[0]


def _chosen(word: str | None, catalog: Catalog) -> list[Function | Variable]:
    """The entries of the categories whose names hold `word`, by category in the catalog's order."""
    groups: dict[str, list[Function | Variable]] = {}
    for entry in catalog:
        groups.setdefault(entry.category, []).append(entry)
    chosen = [category for category in groups if word is None or word.lower() in category.lower()]
    if not chosen:
        raise UsageError(f"There is no category with `{word}` in its name.", f"There are {', '.join(groups)}.")
    return [entry for category in chosen for entry in groups[category]]
