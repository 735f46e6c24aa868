"""Holds a VSIX to what is promised: its size, nothing native, nothing forgotten, a server that runs from it alone.

python scripts/check_vsix.py signal-dsl.vsix
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from zipfile import ZipFile

LARGEST = 6 * 1024 * 1024
README = "extension/readme.md"
NEEDED = (
    "extension/dist/extension.js",
    "extension/python/serve.py",
    "extension/python/libs/signal_lsp/__main__.py",
    "extension/syntaxes/signal-dsl.tmLanguage.json",
    README,
    "extension/changelog.md",
    "extension/LICENSE.txt",
)
UNWANTED = (".so", ".pyd", ".dylib", ".node", ".map", ".ts", ".pyc")
PATIENCE = 60  # seconds


def main(vsix: Path) -> int:
    faults = []
    size = vsix.stat().st_size
    if size > LARGEST:
        faults.append(f"{size / 2**20:.1f} MB are more than {LARGEST / 2**20:.0f} MB")
    with ZipFile(vsix) as archive:
        names = archive.namelist()
        faults += [f"{name} is missing" for name in NEEDED if name not in names]
        faults += [f"{name} has no place in it" for name in names if name.endswith(UNWANTED)]
        page = archive.read(README).decode() if README in names else ""
        faults += [
            f"{README} shows {link}, which VS Code does not"
            for link in re.findall(r"!\[[^]]*\]\((?!https:)(.*?)\)", page)
        ]
        with tempfile.TemporaryDirectory() as folder:
            archive.extractall(folder)
            faults += server_faults(Path(folder) / "extension" / "python" / "serve.py")
    for fault in faults:
        print(f"{vsix.name}: {fault}", file=sys.stderr)
    print(f"{vsix.name}: {size / 2**20:.2f} MB, {len(names)} files")
    return 1 if faults else 0


def server_faults(script: Path) -> list[str]:
    """What the server answers to `initialize`, on an interpreter that has no packages of its own."""
    body = json.dumps(
        {
            "jsonrpc": "2.0",
            "id": 1,
            "method": "initialize",
            "params": {"processId": None, "rootUri": None, "capabilities": {}},
        }
    )
    message = f"Content-Length: {len(body)}\r\n\r\n{body}"
    # -S: without the environment's packages; -I: without the user's.
    call = [sys.executable, "-I", "-S", str(script)]
    run = subprocess.run(call, input=message, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if '"capabilities"' not in run.stdout:
        return [f"its server does not answer: {run.stderr.strip() or run.stdout.strip()}"]
    return []


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
