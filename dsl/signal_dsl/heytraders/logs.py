"""What httpx and httpcore log, without the key: at DEBUG they show the headers of answers, which may repeat it."""

from __future__ import annotations

import logging

from signal_dsl.heytraders.secret import Key

_LOGGERS = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy", "httpcore.socks")


class _Hiding(logging.Filter):
    """Puts masked forms in place of the keys that are in use."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: set[Key] = set()

    def filter(self, record: logging.LogRecord) -> bool:
        text = record.getMessage()
        hidden = self.hidden(text)
        if hidden != text:
            record.msg, record.args = hidden, ()
        return True

    def hidden(self, text: str) -> str:
        for key in tuple(self.keys):
            text = key.hidden_in(text)
        return text


_hiding = _Hiding()


def hidden(text: str) -> str:
    """`text` with masked forms in place of the keys that are in use."""
    return _hiding.hidden(text)


def hide(key: Key) -> None:
    """From now on this key is in no log."""
    _hiding.keys.add(key)
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_hiding)
