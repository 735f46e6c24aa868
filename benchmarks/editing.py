"""In one process: facts and findings of a script that is edited, as a language server does at each keystroke."""

import gc
import os

from measure import in_turns, milliseconds, ratio, table
from samples import dense
from signal_dsl.editing import Document
from signal_dsl.settings.places import SettingsByPlace

ROUNDS = int(os.environ.get("ROUNDS", "11"))
LINES = 1000
EDITS = 10


def main() -> None:
    lines = dense(LINES).splitlines()
    document = Document(SettingsByPlace())

    def read(document: Document, text: str) -> None:
        document.read(text)
        document.findings()

    def edited(period: int) -> str:
        lines[LINES // 2] = f"trend_{LINES // 8 + 1} = ema(close, {period % 1000 + 2}) > sma(close, 500)"
        return "\n".join(lines)

    strokes = iter([[edited(EDITS * number + stroke) for stroke in range(EDITS)] for number in range(ROUNDS + 1)])
    text = edited(0)
    read(document, text)
    gc.collect()
    gc.freeze()  # as the server does
    subjects = {
        "cold": lambda: read(Document(SettingsByPlace()), text),
        "after the edit": lambda: [read(document, stroke) for stroke in next(strokes)],
    }
    times = in_turns(subjects, ROUNDS)
    times["after the edit"] = [time / EDITS for time in times["after the edit"]]
    rows = [(name, milliseconds(times[name]), f"1/{1 / ratio(times, name, 'cold'):.0f}") for name in subjects]
    print(table((f"findings, one line of {LINES:,} edited", "median", "of cold"), rows))


if __name__ == "__main__":
    main()
