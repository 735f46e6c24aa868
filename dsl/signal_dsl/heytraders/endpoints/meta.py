"""`/meta`: keys, and what the platform has."""

from __future__ import annotations

from signal_dsl.errors import UsageError
from signal_dsl.heytraders.endpoints.area import Area
from signal_dsl.heytraders.models import Claim, Registration

LONGEST_NAME = 50
SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION = 10, 500


class Meta(Area):
    """Keys, and what the platform has."""

    def register(self, display_name: str, description: str) -> Registration:
        """`POST /meta/register`: a new agent with a key of its own, which cannot be had again.

        Raises UsageError where the name or the description is too short or too long.
        """
        name = _checked("name", display_name, 1, LONGEST_NAME)
        about = _checked("description", description, SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION)
        body = {"display_name": name, "description": about}
        return Registration.of(self._post("/meta/register", body, effect="register an agent", open_to_all=True))

    def request_claim(self, display_name: str) -> Claim:
        """`POST /meta/request-claim`: a code with which the user makes the key his own."""
        name = _checked("name", display_name, 1, LONGEST_NAME)
        return Claim.of(self._post("/meta/request-claim", {"display_name": name}))

    def health(self) -> object:
        """`GET /meta/health`: whether the platform is alive."""
        return self._get("/meta/health", open_to_all=True)

    def markets(self) -> object:
        """`GET /meta/markets`: the exchanges, as `signal_dsl.markets.live.decode` reads them."""
        return self._get("/meta/markets", open_to_all=True)

    def indicators(self) -> object:
        """`GET /meta/indicators`: the catalog, as `signal_dsl.catalog.live.decode` reads it."""
        return self._get("/meta/indicators")


def _checked(what: str, text: str, least: int, most: int) -> str:
    text = text.strip()
    if not least <= len(text) <= most:
        raise UsageError(f"A {what} has {least} to {most} characters, this one {len(text)}.", f"Give another {what}.")
    return text
