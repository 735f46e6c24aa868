"""The settings that hold for a script at a place: the same for the command line, a program and an editor."""

from __future__ import annotations

import os

from signal_dsl.settings.block import script_block
from signal_dsl.settings.find import find_config
from signal_dsl.settings.merge import merge

TYPE_CHECKING = False
if TYPE_CHECKING:
    from signal_dsl.markets import Markets
    from signal_dsl.settings.config import Config
    from signal_dsl.settings.model import LintSettings, RunSettings, Settings


class SettingsByPlace:
    """Which settings hold for which script: those of the command line, of the script's block, of the nearest file.

        by_place = SettingsByPlace()
        settings = by_place.settings(text, place)      # per-file-ignores, severities and all

    `run` and `lint` win over what scripts and files say, as options of the command line do. `markets` are the exchanges
    there are, by default those that are documented. Configuration files are read once, until `forget`.
    """

    def __init__(
        self, run: RunSettings | None = None, lint: LintSettings | None = None, markets: Markets | None = None
    ) -> None:
        self.run = run
        self.lint = lint
        self.markets = markets
        self._configs: dict[str, Config | None] = {}

    def config(self, place: str) -> Config | None:
        """The configuration file that rules the script at the absolute path `place`; None where there is none.

        Raises `SettingsError` where it cannot be read.
        """
        return find_config(os.path.dirname(place), self._configs)

    def settings(self, text: str, place: str = "") -> Settings:
        """The settings that hold for a script with this text at the absolute path `place`.

        Without a place no configuration file holds. Raises `SettingsError` where that cannot be read; what is wrong in
        the script's block are `Settings.faults`, in the file `Config.faults`.
        """
        config = self.config(place) if place else None
        return merge(self.run, script_block(text), config, self.lint, place, self.markets)

    def forget(self) -> None:
        """Read configuration files anew from now on: one of them may have changed, come or gone."""
        self._configs.clear()
