"""From the bytes of an answer to its data: the platform's envelope, and all that may come in its place."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from signal_dsl.heytraders.errors import ProtocolError
from signal_dsl.heytraders.waiting import retry_after

_EXCERPT = 80
_REMEDY = "A proxy or the address of the API (`HEYTRADERS_API_URL`) may be the cause; else try again later."
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_LONG = 1_000_000  # characters, which take 20 milliseconds
_FIRST = 20_000  # characters of a page that are looked at for an excerpt


@dataclass(frozen=True)
class Answer:
    """One answer: HTTP status, headers by name in lower case, and the body."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def kind(self) -> str:
        """The content type without its parameters, empty where none is told."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def retry_after(self) -> float | None:
        """Seconds that the platform asks to wait."""
        return retry_after(self.headers)


@dataclass(frozen=True)
class Refusal:
    """The platform says no, in JSON: its code (may be empty), message, suggestion and details."""

    code: str
    message: str
    suggestion: str
    details: object


def read(answer: Answer) -> object | Refusal:
    """The data of an answer, or the refusal that it is.

    Data outside of an envelope is taken as it is. Raises ProtocolError where the answer is no JSON object or list.
    """
    if answer.status == 204:
        return None
    content = _json(answer)
    failed = answer.status >= 400
    if isinstance(content, dict):
        if failed or content.get("success") is False or ("success" not in content and _is_error(content)):
            return _refusal(content)
        if "success" in content or "data" in content:
            return content.get("data")
        return content
    if failed:
        return Refusal("", _words(content), "", None)
    if isinstance(content, list):
        return content
    told = f"The platform answers with a bare {type(content).__name__}, not an object."
    raise ProtocolError(told, _REMEDY, status=answer.status)


def excerpt(text: str) -> str:
    """The beginning of a page or of a text, in a line: the title of a web page where it has one."""
    text = text[:_FIRST]
    title = _TITLE.search(text)
    words = " ".join(unescape(title[1] if title and title[1].strip() else _TAGS.sub(" ", text)).split())
    return words if len(words) <= _EXCERPT else words[: _EXCERPT - 1].rstrip() + "…"


def _json(answer: Answer) -> object:
    kind = answer.kind
    if not answer.text.strip():
        raise _no_answer(answer, "an empty answer")
    if answer.text.lstrip().startswith("<") or kind in ("text/html", "application/xhtml+xml"):
        raise _no_answer(answer, "a web page")
    if kind and kind != "application/json" and not kind.endswith("+json"):
        raise _no_answer(answer, f"an answer of the type {kind[:40]}")
    is_long = len(answer.text) > _LONG
    try:
        return json.loads(answer.text, parse_constant=_nothing, parse_float=_patient if is_long else None)
    except (ValueError, RecursionError):
        raise _no_answer(answer, "text that is no JSON, or not all of it") from None


def _nothing(_: str) -> None:
    """NaN and the infinities, which are no JSON."""


def _patient(text: str) -> float:
    """A number. Between two calls of Python code other threads get their turn, one in which somebody types, too."""
    return float(text)


def _no_answer(answer: Answer, what: str) -> ProtocolError:
    shown = excerpt(answer.text)
    told = f"The platform sends {what} (HTTP status {answer.status})" + (f": “{shown}”." if shown else ".")
    return ProtocolError(told, _REMEDY, status=answer.status)


def _is_error(content: Mapping[str, object]) -> bool:
    return bool(content.get("error")) and content.get("data") is None


def _refusal(content: Mapping[str, object]) -> Refusal:
    error = content.get("error")
    inner: Mapping[str, object] = error if isinstance(error, dict) else content
    message = _words(error) if isinstance(error, str) else ""
    for name in ("message", "detail", "msg", "description", "title", "errors"):
        message = message or _words(inner.get(name))
    details = inner.get("details")
    return Refusal(_code(inner.get("code")), message, _words(inner.get("suggestion")), details)


def _code(value: object) -> str:
    return value.strip()[:100] if isinstance(value, str) else str(value)[:100] if type(value) is int else ""


def _words(value: object, depth: int = 0) -> str:
    """A sentence from whatever stands for one; lists of faults, as web frameworks send them, are joined."""
    if isinstance(value, str):
        return " ".join(value.split())[:1000]
    if isinstance(value, dict) and depth < 3:
        place = ".".join(str(part) for part in value["loc"][:9]) if isinstance(value.get("loc"), list) else ""
        for name in ("message", "msg", "detail"):
            if words := _words(value.get(name), depth + 1):
                return f"{place}: {words}"[:1000] if place else words
    if isinstance(value, list) and depth < 3:
        return "; ".join(words for one in value[:5] if (words := _words(one, depth + 1)))[:1000]
    return ""
