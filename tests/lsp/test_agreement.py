"""The server finds what `lint` finds, to the letter, in every script of the corpus."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from lsprotocol import types

from signal_dsl.cli.main import main
from tests.lsp.editor import Editor, running
from tests.syntax.corpus import ALL, read

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*.signal"))
SEVERITIES = {
    types.DiagnosticSeverity.Error: "error",
    types.DiagnosticSeverity.Warning: "warning",
    types.DiagnosticSeverity.Information: "info",
}
CONFIG = """\
[backtest]
timeframe = "1d"
start_date = "2024-01-01"
end_date = "2024-06-01"

[lint]
severity = { SIG7 = "warning", unused-name = "info" }
per-file-ignores = { "odd/*.signal" = ["SIG1"] }
"""
Found = tuple[str, str, str, int, int, int, int]


def linted(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, list[Found]]:
    """What `lint` finds in each script of a folder."""
    main(["lint", "--output-format", "json", "--no-cache", str(folder)])
    found: dict[str, list[Found]] = {}
    for one in json.loads(capsys.readouterr().out)["diagnostics"]:
        start, end = one["range"]["start"], one["range"]["end"]
        place = start["line"], start["column"], end["line"], end["column"]
        found.setdefault(Path(one["file"]).name, []).append((one["code"], one["severity"], one["message"], *place))
    return found


async def served(editor: Editor, path: Path) -> list[Found]:
    """What the server finds in a script; it counts as `lint` does, in characters."""
    text = editor.open(read(path), uri=path.as_uri())
    return [
        (
            str(one.code),
            SEVERITIES[one.severity or types.DiagnosticSeverity.Error],
            one.message,
            one.range.start.line + 1,
            one.range.start.character + 1,
            one.range.end.line + 1,
            one.range.end.character + 1,
        )
        for one in await editor.diagnosed(text)
    ]


@pytest.mark.asyncio
@pytest.mark.parametrize("config", ["", CONFIG], ids=["plain", "configured"])
async def test_over_the_whole_corpus(config: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "signal-dsl.toml").write_text(config, encoding="utf-8")
    for folder in ("even", "odd"):
        (tmp_path / folder).mkdir()
    paths = []
    readable = [path for path in (*EXAMPLES, *ALL) if b"\0" not in path.read_bytes()]  # `lint` reads no binary file
    for number, path in enumerate(readable):
        paths.append(tmp_path / ("odd" if number % 2 else "even") / f"{number:03}-{path.name}")
        paths[-1].write_bytes(path.read_bytes())
    expected = linted(tmp_path, capsys)
    client = types.ClientCapabilities(general=types.GeneralClientCapabilities(position_encodings=["utf-32"]))
    async with running(client=client, folders=[tmp_path.as_uri()]) as editor:
        for path in paths:
            assert await served(editor, path) == expected.pop(path.name, []), path.name
    assert not expected
