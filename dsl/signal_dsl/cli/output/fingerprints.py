"""By what a finding is known again in a later run, although lines have moved."""

from __future__ import annotations

import json
from hashlib import sha256

from signal_dsl.cli.output.places import in_project

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from signal_dsl.cli.output.report import Found


def fingerprints(found: Iterable[Found], variable: str = "") -> list[str]:
    """For each finding 32 hexadecimal digits, which no other one has.

    They are made of the file's path in the project (see `in_project`), the rule, and the text of the line, of which
    blanks do not count; findings that have all this in common are numbered.
    """
    counts: dict[tuple[str, str, str], int] = {}
    digests = []
    for one in found:
        diagnostic = one.diagnostic
        line = " ".join(one.source.line(diagnostic.range.start.line).split())
        key = (in_project(diagnostic.file, variable), diagnostic.code, line)
        counts[key] = counts.get(key, 0) + 1
        digests.append(fingerprint(*key, counts[key]))
    return digests


def fingerprint(*parts: str | int) -> str:
    """32 hexadecimal digits that stand for `parts`."""
    return sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]
