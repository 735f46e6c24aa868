"""Looks for texts that break the toolkit, guided by the code that they reach (atheris, libFuzzer): `make fuzz`.

    python -m tests.fuzzing.fuzz FOLDER [-max_total_time=600] [other options of libFuzzer]

FOLDER keeps what the fuzzer learns from one run to the next. A text that breaks something is written to the current
folder as `crash-…`; mended, it goes to tests/corpus/fuzzed, where each test run tries it.
"""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["signal_dsl"]):
    from tests.fuzzing.survive import survive

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
    marks = [
        "and ",
        "or ",
        "not ",
        " if ",
        " else ",
        "True",
        "None",
        "[-1]",
        "[0]",
        "**",
        "//",
        "+=",
        "==",
        "\\\\\\x0a",
    ]
    marks += [
        "# noqa: SIG1",
        "# /// backtest\\x0a",
        "# ///\\x0a",
        '# timeframe = \\"1d\\"\\x0a',
        '\\"LONG\\"',
        "1e9",
        "0.5",
    ]
    marks += ["for ", "def ", "lambda ", "&&", "||", "!", ":=", "<-", "\\x0d\\x0a", "(", ")", ", ", "; "]
    return names + marks


if __name__ == "__main__":
    main()
