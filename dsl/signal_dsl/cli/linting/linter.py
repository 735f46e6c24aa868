"""Lints one script: from its path to its findings."""

from __future__ import annotations

from signal_dsl.analysis import analyze
from signal_dsl.cli.linting.outcome import Outcome
from signal_dsl.cli.project import shown
from signal_dsl.diagnostics import WARNING
from signal_dsl.rules import check
from signal_dsl.source import Source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.analysis import Facts, Memory
    from signal_dsl.catalog import Catalog
    from signal_dsl.cli.linting.mending import Mending
    from signal_dsl.cli.project import Project, Script
    from signal_dsl.diagnostics import Diagnostic


class Linter:
    """Lints the scripts of a project, each by itself; with `mending` what is found is mended first."""

    def __init__(self, project: Project, catalog: Catalog, mending: Mending | None = None) -> None:
        self.project = project
        self.catalog = catalog
        self.mending = mending

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was not understood of the platform's lists, in sentences."""
        markets = self.project.markets
        return self.catalog.warnings + (markets.warnings if markets is not None else ())

    def lint(self, path: str) -> Outcome:
        """What linting the script at `path` comes to. Raises `SignalDslError` where that cannot be done."""
        if self.mending is None:
            return self.check(self.project.script(path))
        file = self.mending.open(path)
        script = self.project.script(path, file.source if file else None)
        _verify(script)
        fixed = self.mending.mend(file, script.source, lambda source, memory: self._analysis(script, source, memory))
        source = Source(fixed.text, script.source.name)
        return _outcome(script, source, fixed.left, fixed.mended, script.source.text)

    def check(self, script: Script) -> Outcome:
        """What is found in a script as it is. Raises `SettingsError`."""
        _verify(script)
        facts = self._analysis(script, script.source)
        found = tuple(check(facts))
        facts.release()
        return _outcome(script, script.source, found)

    def _analysis(self, script: Script, source: Source, memory: Memory | None = None) -> Facts:
        """The facts of a script, or of what became of it."""
        settings = script.settings
        if source is not script.source:
            settings = self.project.settings(source.text, script.place)
        return analyze(source, catalog=self.catalog, settings=settings, markets=script.markets, memory=memory)


def _verify(script: Script) -> None:
    """Raise `SettingsError` where the configuration names a rule that does not exist; the command line does not."""
    if script.config is not None:
        from signal_dsl.rules.config import verify_rules

        verify_rules(script.settings, script.config, shown(script.config.path))


def _outcome(
    script: Script,
    source: Source,
    found: tuple[Diagnostic, ...],
    mended: tuple[Diagnostic, ...] = (),
    before: str = "",
) -> Outcome:
    fail_on = script.settings.lint.fail_on or WARNING
    if script.config is None:
        return Outcome(source, found, fail_on, mended=mended, before=before)
    from signal_dsl.rules.config import config_findings

    name = shown(script.config.path)
    config_found = tuple(config_findings(script.config, script.settings, script.markets, name))
    return Outcome(source, found, fail_on, script.config.source, config_found, mended, before)
