"""A long day of typing, seeded: in the end the server's text is the client's, its memory is flat, its log is empty."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

from signal_lsp.features import FEATURES
from tests.ide.everywhere import EXAMPLES
from tests.lsp.raw import Raw
from tests.lsp.test_everywhere import place_of
from tests.syntax.corpus import read

STEPS = 20_000 if os.environ.get("HYPOTHESIS_PROFILE") == "exhaustive" else 1_500
PIECES = [
    *("a", "x1", "ema", "close", " ", "  ", "=", "==", "+", "-", "(", ")", "[", "]", ",", ".", "'", '"', "#", "\\"),
    *("\n", "\r\n", "\n\n", "🚀", "é", "\u2028", "14", "0.5", " and ", "not ", "# noqa: SIG101", "# /// backtest\n"),
    *(
        "emit_signal(",
        'entry("BINANCE:BTC/USDT", "LONG", Weight(0.5))',
        "rsi(close, 14) < 30",
        "m, s, h = macd(close)\n",
    ),
    *('# timeframe = "1d"\n', "# ///\n", "sma(close,\n    20)", "x = x + 1\n", "\t", "_", "`", "def f():\n"),
]
METHODS = [method for method in FEATURES if method.startswith("textDocument/")]
PROBES = 200  # steps between two looks at the texts
_MOST = 6_000  # characters of a document


class Client:
    """The side that types. It knows what the server should have."""

    def __init__(self, raw: Raw, random: Random, folder: Path) -> None:
        self.raw = raw
        self.random = random
        self.folder = folder
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.asked = 0
        self.answered: set[int] = set()
        self.scripts = [read(path) for path in EXAMPLES]

    def step(self) -> None:
        """Do one of the things that clients do."""
        if not self.texts:
            return self.open()
        does = self.random.choices(
            (self.edit, self.ask, self.take_back, self.close, self.open, self.replace, self.configure),
            (60, 22, 6, 2, 3, 2, 1),
        )[0]
        return does()

    def open(self) -> None:
        uri = (self.folder / f"{self.random.randrange(10)}.signal").as_uri()
        self.versions[uri] = self.versions.get(uri, 0) + 1
        self.texts[uri] = self.random.choice(self.scripts)
        self.raw.open(uri, self.texts[uri], self.versions[uri])

    def close(self) -> None:
        uri = self.any()
        del self.texts[uri]
        self.raw.message(method="textDocument/didClose", params={"textDocument": {"uri": uri}})

    def edit(self) -> None:
        uri = self.any()
        changes = [self.change(uri) for _ in range(self.random.choice((1, 1, 1, 3)))]
        self.changed(uri, changes)

    def replace(self) -> None:
        uri = self.any()
        self.texts[uri] = self.random.choice(self.scripts)
        self.changed(uri, [{"text": self.texts[uri]}])

    def change(self, uri: str) -> dict[str, Any]:
        text = self.texts[uri]
        start = self.random.randrange(len(text) + 1)
        most = 400 if len(text) > _MOST else self.random.choice((0, 0, 1, 5, 40))
        end = min(len(text), start + most)
        # No editor puts its cursor between the two halves of a line's end.
        start -= text[start - 1 : start + 1] == "\r\n"
        end += text[end - 1 : end + 1] == "\r\n"
        new = self.random.choice(PIECES)
        change = {"range": {"start": place_of(text, start), "end": place_of(text, end)}, "text": new}
        self.texts[uri] = text[:start] + new + text[end:]
        return change

    def changed(self, uri: str, changes: list[dict[str, Any]]) -> None:
        self.versions[uri] += 1
        identity = {"uri": uri, "version": self.versions[uri]}
        self.raw.message(method="textDocument/didChange", params={"textDocument": identity, "contentChanges": changes})

    def ask(self) -> None:
        uri = self.any()
        text = self.texts[uri]
        places = [place_of(text, self.random.randrange(len(text) + 1)) for _ in range(2)]
        self.asked += 1
        params: dict[str, Any] = {
            "textDocument": {"uri": uri},
            "position": places[0],
            "positions": places,
            "range": {"start": places[0], "end": places[1]},
            "newName": "renamed",
            "options": {"tabSize": 4, "insertSpaces": True},
            "previousResultId": str(self.random.randrange(20)),
        }
        method = self.random.choice(METHODS)
        if method == "textDocument/codeAction":
            params["context"] = {"diagnostics": []}
        elif method == "textDocument/references":
            params["context"] = {"includeDeclaration": True}
        self.raw.message(id=self.asked, method=method, params=params)

    def take_back(self) -> None:
        self.ask()
        self.raw.message(method="$/cancelRequest", params={"id": self.asked - self.random.choice((0, 0, 1))})

    def configure(self) -> None:
        ignored = self.random.choice(([], ["SIG102"], ["SIG4", "SIG999"]))
        path = self.folder / "signal-dsl.toml"
        path.write_text(self.random.choice(("", "[lint", '[backtest]\ntimeframe = "4h"\n')), encoding="utf-8")
        settings = {"signal-dsl": {"lint": {"ignore": ignored}}}
        self.raw.message(method="workspace/didChangeConfiguration", params={"settings": settings})
        event = {"uri": path.as_uri(), "type": 2}
        self.raw.message(method="workspace/didChangeWatchedFiles", params={"changes": [event]})

    def any(self) -> str:
        return self.random.choice(list(self.texts))

    def look(self, number: int) -> None:
        """Hold the server's texts against ours; until then all that was asked is answered."""
        for uri, text in self.texts.items():
            identity = f"look {number} {uri}"
            params = {"command": "signal-dsl.status", "arguments": [{"uri": uri}]}
            self.raw.message(id=identity, method="workspace/executeCommand", params=params)
            seen = self.answer(identity)["document"]
            assert (seen["version"], seen["characters"]) == (self.versions[uri], len(text))
            assert seen["sha256"] == sha256(text.encode()).hexdigest()

    def answer(self, identity: str) -> Any:
        """The answer to a request; those to the others are noted."""
        while (message := self.raw.next()) is not None:
            if "method" in message:
                continue
            if message["id"] == identity:
                return message["result"]
            assert message["id"] not in self.answered
            self.answered.add(message["id"])
            assert "result" in message or message["error"]["code"] in (-32800, -32803), message
        raise AssertionError(self.raw.log.decode())


def test_a_long_day(tmp_path: Path) -> None:
    raw = Raw()
    try:
        raw.start(
            workspaceFolders=[{"uri": tmp_path.as_uri(), "name": "x"}],
            initializationOptions={"trusted": False},
            capabilities={"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}},
        )
        client = Client(raw, Random(20261128), tmp_path)
        sizes = []
        for number in range(STEPS):
            client.step()
            if number % PROBES == PROBES - 1:
                client.look(number)
                sizes.append(raw.memory())
        client.look(STEPS)
        assert client.answered == set(range(1, client.asked + 1))
        # Warm by then; later it may breathe, and not grow.
        early, late = max(sizes[: max(2, len(sizes) // 4)]), sizes[-1]
        assert late < early * 1.15 + 8_000_000, sizes
        assert raw.end() == 0
        assert not raw.log, raw.log.decode()
    finally:
        raw.process.kill()
        raw.wait()
