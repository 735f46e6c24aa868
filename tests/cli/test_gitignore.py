"""Patterns of .gitignore files. What is expected here is what git answered (`git check-ignore --no-index -v`)."""

import pytest

from signal_dsl.cli.gitignore import Gitignore

# Patterns, then paths (with "/" at the end: folders) that they ignore, then paths that they do not.
CASES = [
    ("a", "a a/ x/a x/y/a/", "b ab x/ab"),
    ("a/", "a/ x/a/", "a x/a"),
    ("/a", "a a/", "x/a"),
    ("a/b", "a/b a/b/", "x/a/b b"),
    ("*.old", "x.old .old x/y.old", "old xold"),
    ("a/**/b", "a/b a/x/b a/x/y/b", "ab a/xb"),
    ("[!ab]", "c", "a b"),
    ("\\#a", "#a", "a"),
    ("#a", "", "#a a"),
    ("*\n!*.keep", "a", "a.keep"),
    ("a\r\nb\r\n", "a b", "c"),
    ("\ufeffa", "a", "b"),
    ("!\na", "a", "b"),  # not a pattern: passed over
    ("[c-a]\na", "a", "b"),
]


@pytest.mark.parametrize(("patterns", "ignored", "kept"), CASES)
def test_patterns(patterns: str, ignored: str, kept: str) -> None:
    gitignore = Gitignore("/", patterns)
    for path in ignored.split():
        assert gitignore.ignores(path.rstrip("/"), path.endswith("/")), path
    for path in kept.split():
        assert not gitignore.ignores(path.rstrip("/"), path.endswith("/")), path


def test_the_last_pattern_that_matches_decides_and_none_says_nothing() -> None:
    gitignore = Gitignore("/", "*.signal\n!b.signal\n")
    assert gitignore.ignores("a.signal", False) is True
    assert gitignore.ignores("b.signal", False) is False
    assert gitignore.ignores("b.txt", False) is None
