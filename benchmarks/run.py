"""All benchmarks, one after the other. `ROUNDS=5` makes it quicker, and less exact."""

import editing
import growth
import lint
import lsp
import many
import parse
import sandbox


def main() -> None:
    for part in (lint, many, parse, editing, growth, lsp, sandbox):
        print(f"{(part.__doc__ or '').strip()}\n")
        part.main()
        print()


if __name__ == "__main__":
    main()
