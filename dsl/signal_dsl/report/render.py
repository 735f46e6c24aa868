"""One self-contained HTML file of a result document. It opens without a network, and could not use one."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from pathlib import PureWindowsPath
from string import Template

from signal_dsl.heytraders.document.values import plainly
from signal_dsl.report.assets import script, style
from signal_dsl.report.thinning import thinned

# The policy lets in the two texts that are known by their hashes and nothing else: no address, no image, no frame.
_PAGE = Template("""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="$policy">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Signal DSL">
<title>$title</title>
<style>$style</style>
</head>
<body>
<main id="root"></main>
<noscript><p>$title. This report draws itself with JavaScript, which is switched off here.</p></noscript>
<script type="application/json" id="data">$data</script>
<script>$script</script>
</body>
</html>
""")


def render(document: Mapping[str, object], against: Mapping[str, object] | None = None) -> str:
    """The page of a result, held `against` another one if there is one.

    Of long runs (minutes of a year) the curves are put together to what a page can carry, and a note says so; trades
    and metrics stay as they are. What was answered in the raw is left out.
    """
    code, look = script(), style()
    shown = {"document": _shown(document), "against": None if against is None else _shown(against)}
    policy = (
        f"default-src 'none'; script-src '{_hash(code)}'; style-src '{_hash(look)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return _PAGE.substitute(
        policy=policy, title=escape(_title(document)), style=look, data=_embedded(shown), script=code
    )


def _shown(document: Mapping[str, object]) -> Mapping[str, object]:
    script = document.get("script")
    # A report is handed on: in whose folders the script lies is nobody's business.
    named = {**script, "path": _name(document)} if isinstance(script, Mapping) else script
    return thinned({**{key: value for key, value in document.items() if key != "raw"}, "script": named})


def _embedded(value: object) -> str:
    """JSON that may stand in a script element: nothing in it can end that, or be taken for markup."""
    try:
        text = json.dumps(value, allow_nan=False, separators=(",", ":"))
    except (ValueError, TypeError, RecursionError):  # another program's document
        text = json.dumps(plainly(value), separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _hash(text: str) -> str:
    """What a content security policy calls a text: the browser takes line ends as line feeds, and so are ours."""
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode("ascii")


def _name(document: Mapping[str, object]) -> str | None:
    """The script's name without its folders, which may be another system's."""
    script = document.get("script")
    path = script.get("path") if isinstance(script, Mapping) else None
    return PureWindowsPath(path).name if isinstance(path, str) else None


def _title(document: Mapping[str, object]) -> str:
    name = _name(document) or document.get("result_id", "Result")
    return f"{name}, backtest{' (SIMULATED)' if document.get('simulated') else ''}"
