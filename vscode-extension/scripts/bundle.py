"""Puts the server and what it needs into `python/libs`: pure Python alone, so that one VSIX serves every platform.

    python scripts/bundle.py

The versions are those of `requirements/dev.txt`, which the tests run with.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

EXTENSION = Path(__file__).resolve().parents[1]
REPOSITORY = EXTENSION.parent
LIBS = EXTENSION / "python" / "libs"
PINS = REPOSITORY / "requirements" / "dev.txt"

# What the server imports. The command line's own (rich) and what needs native parts (jsonschema) are left out.
PACKAGES = (
    "anyio",
    "attrs",
    "cattrs",
    "certifi",
    "h11",
    "httpcore",
    "httpx",
    "idna",
    "lsprotocol",
    "pathspec",
    "platformdirs",
    "pygls",
    "typing-extensions",
)
NATIVE = {".so", ".pyd", ".dylib", ".dll"}


def main() -> int:
    pins = pinned(PINS.read_text(encoding="utf-8"))
    shutil.rmtree(LIBS, ignore_errors=True)
    pip = [
        sys.executable,
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
        "--quiet",
        "--no-compile",
        "--no-deps",
    ]
    wanted = [f"{package}=={pins[package]}" for package in PACKAGES]
    # The environment that runs this has the build tools already.
    subprocess.run([*pip, "--no-build-isolation", "--target", str(LIBS), *wanted, str(REPOSITORY)], check=True)
    for leftover in [LIBS / "bin", *LIBS.rglob("__pycache__"), *LIBS.rglob("tests"), *LIBS.rglob("direct_url.json")]:
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)
    native = [str(path.relative_to(LIBS)) for path in LIBS.rglob("*") if path.suffix in NATIVE]
    if native:
        print(f"These need one VSIX a platform: {', '.join(native)}", file=sys.stderr)
        return 1
    return 0


def pinned(requirements: str) -> dict[str, str]:
    """Name → version of a pip-compile file."""
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", requirements, re.MULTILINE))


if __name__ == "__main__":
    sys.exit(main())
