"""Looks for texts that break the toolkit, guided by the code that they reach (atheris, libFuzzer): `make fuzz`.

    python -m tests.fuzzing.fuzz FOLDER [-max_total_time=600] [other options of libFuzzer]

FOLDER keeps what the fuzzer learns from one run to the next. A text that breaks something is written to the current
folder as `crash-…`; mended, it goes to tests/corpus/fuzzed, where each test run tries it.
"""

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import atheris

import signal_dsl

with atheris.instrument_imports(include=["signal_dsl"]):
    from tests.fuzzing.survive import survive

    # What is imported only when it is needed would not be watched.
    for package in ("analysis", "catalog", "formatting", "markets", "rules", "settings", "syntax"):
        for module in walk_packages([f"{signal_dsl.__path__[0]}/{package}"], f"signal_dsl.{package}."):
            import_module(module.name)

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
CASES = Path(__file__).resolve().parents[1] / "rules" / "cases"


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    seeds = [path.read_bytes() for path in CORPUS.rglob("*.signal")]
    seeds += [part for path in CASES.glob("*.txt") for part in path.read_bytes().split(b"\n\n")]
    for number, seed in enumerate(seeds):
        (folder / f"seed-{number}").write_bytes(seed)
    dictionary = folder.with_suffix(".dict")
    dictionary.write_text("".join(f'"{word}"\n' for word in words()), encoding="utf-8")
    options = [f"-dict={dictionary}", "-max_len=2000", "-timeout=20", *sys.argv[2:]]
    atheris.Setup([sys.argv[0], str(folder), *options], lambda data: survive(data.decode("utf-8", "replace")))
    atheris.Fuzz()


def words() -> list[str]:
    """What scripts are made of, in the notation of libFuzzer's dictionaries."""
    from signal_dsl.catalog import builtin

    known = builtin()
    names = [entry.name for entry in (*known.functions(), *known.variables())]
    marks = ["(", ")", "[-1]", "[0]", "**", "//", "+=", "==", "&&", "||", "!", ":=", "<-", "True", "None", "1e9", "0.5"]
    marks += [
        "for ",
        "def ",
        "lambda ",
        "and ",
        "or ",
        "not ",
        " if ",
        " else ",
        ", ",
        "; ",
        r"\x0d\x0a",
        r"\\\x0a",
        r"\"LONG\"",
    ]
    marks += ["# noqa: SIG1", r"# /// backtest\x0a", r"# ///\x0a", r"# timeframe = \"1d\"\x0a"]
    return names + marks


if __name__ == "__main__":
    main()
