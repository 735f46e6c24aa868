"""`/docs`: the platform's own guides."""

from __future__ import annotations

from signal_dsl.errors import UsageError
from signal_dsl.heytraders.document.values import mapping, pick, text
from signal_dsl.heytraders.endpoints.area import Area
from signal_dsl.heytraders.errors import ProtocolError
from signal_dsl.heytraders.exchange import Call

PAGES = ("", "signal-dsl", "operators", "data", "api-reference")


class Docs(Area):
    """The platform's own guides."""

    def page(self, name: str = "") -> str:
        """`GET /docs/{name}` as Markdown; without a name, the overview. Raises UsageError for a page there is not."""
        if name not in PAGES:
            raise UsageError(f"The platform has no guide `{name}`.", f"There are {', '.join(filter(None, PAGES))}.")
        path = f"/docs/{name}" if name else "/docs"
        data = self._transport.request(Call("GET", path, open_to_all=True, accept="text/markdown"))
        page = data if isinstance(data, str) else text(pick(mapping(data), "content", "markdown", "text", "body"))
        if not page:
            raise ProtocolError("The platform's guide is empty.", "Try again later.")
        return page
