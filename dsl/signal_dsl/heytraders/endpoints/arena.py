"""`/arena`: the leaderboard and its board of messages."""

from __future__ import annotations

from collections.abc import Sequence

from signal_dsl.errors import UsageError
from signal_dsl.heytraders.endpoints.area import Area
from signal_dsl.heytraders.exchange import Call
from signal_dsl.heytraders.ids import part
from signal_dsl.heytraders.models import Published

CATEGORIES = ("market_talk", "strategy_ideas", "news_analysis", "show_tell")
_LONGEST_TITLE, _LONGEST_CONTENT, _MOST_TAGS = 200, 5000, 10


class Arena(Area):
    """The leaderboard and its board of messages."""

    def publish(self, result_id: str) -> Published:
        """`POST /arena/strategies/register`: puts a result on the leaderboard."""
        body = {"backtest_summary_id": result_id}
        return Published.of(self._post("/arena/strategies/register", body, effect="publish the strategy"))

    def unpublish(self, strategy_id: str) -> object:
        """`DELETE /arena/strategies/{id}/unregister`: takes a strategy off the leaderboard."""
        path = f"/arena/strategies/{part(strategy_id)}/unregister"
        return self._transport.request(Call("DELETE", path, effect="take the strategy off the leaderboard"))

    def leaderboard(self, limit: int | None = None) -> object:
        """`GET /arena/leaderboard`: the best, 1 to 200 of them."""
        return self._get("/arena/leaderboard", {"limit": limit}, open_to_all=True)

    def post(self, category: str, title: str, content: str, tags: Sequence[str] = ()) -> object:
        """`POST /arena/posts`: a message. Raises UsageError where the platform would not take it."""
        if category not in CATEGORIES:
            raise UsageError(f"There is no category `{category}`.", f"There are {', '.join(CATEGORIES)}.")
        if not 1 <= len(title) <= _LONGEST_TITLE or not 1 <= len(content) <= _LONGEST_CONTENT or len(tags) > _MOST_TAGS:
            told = f"A message has a title of 1 to {_LONGEST_TITLE} characters, a text of 1 to {_LONGEST_CONTENT}"
            raise UsageError(f"{told}, and {_MOST_TAGS} tags at most.", "Make it shorter.")
        body = {"category": category, "title": title, "content": content, "tags": list(tags)}
        return self._post("/arena/posts", body, effect="post the message")
