"""Patterns of .gitignore files. What is expected here is what git answered (`git check-ignore --no-index -v`)."""

import pytest

from signal_dsl.cli.gitignore import Gitignore

# Patterns, then paths (with "/" at the end: folders) that they ignore, then paths that they do not.
CASES = [
    ("a", "a a/ x/a x/y/a/", "b ab x/ab"),
    ("a/", "a/ x/a/", "a x/a"),
    ("/a", "a a/", "x/a"),
    ("a/b", "a/b a/b/", "x/a/b b"),
    ("/a/b/", "a/b/", "a/b"),
    ("*.old", "x.old .old x/y.old", "old xold"),
    ("a*", "a ab a.b", "b/ba"),
    ("*a*", "a bab", "b"),
    ("a?c", "abc axc", "ac abbc"),
    ("a/*", "a/b a/c/", "a b/a/c"),
    ("a/*/c", "a/b/c", "a/c a/b/b/c"),
    ("a?b", "axb", "a/b"),
    ("**/a", "a x/a x/y/a", "ab"),
    ("a/**", "a/b a/b/c a/b/", "a x/a/b"),
    ("a/**/b", "a/b a/x/b a/x/y/b", "ab a/xb"),
    ("**/a/**/b", "a/b x/a/y/z/b", "b a"),
    ("**a", "a ba x/ba", "ab"),
    ("a**", "a ab", "ba"),
    ("a/b**c", "a/bc a/bxc", "a/b/c"),
    ("**/**/a", "a x/a", "b"),
    ("a/**/**/b", "a/b a/x/b", "a/xb"),
    ("[ab]", "a b", "c"),
    ("[!ab]", "c", "a b"),
    ("[^ab]", "c", "a b"),
    ("[a-c]x", "ax bx cx", "dx x"),
    ("[c-a]x", "cx", "ax bx"),
    ("[]a]", "] a", "b"),
    ("[!]a]", "b", "] a"),
    ("[a-]", "a -", "b"),
    ("[-a]", "a -", "b"),
    ("[a\\-c]", "a - c", "b"),
    ("[\\]]", "]", "\\"),
    ("[[:digit:]]", "1 9", "a"),
    ("[[:alpha:]_]x", "ax _x", "1x"),
    ("[[:nothing:]]", "", "a n :"),
    ("[a", "", "a [a"),
    ("x[/]y", "", "x/y"),
    ("\\#a", "#a", "a"),
    ("\\!a", "!a", "a"),
    ("#a", "", "#a a"),
    ("\\*", "*", "a"),
    ("a\\?", "a?", "ab"),
    ("a\\", "", "a a\\"),
    ("a.b", "a.b", "axb"),
    ("a+(b)", "a+(b)", "aab"),
    ("a\n!a", "", "a x/a"),
    ("!a\na", "a", "b"),
    ("*\n!*.keep", "a", "a.keep"),
    ("a\r\nb\r\n", "a b", "c"),
    ("\ufeffa", "a", "b"),
    ("/", "", "a b/"),
    ("!", "", "a !"),
]


@pytest.mark.parametrize(("patterns", "ignored", "kept"), CASES)
def test_patterns(patterns: str, ignored: str, kept: str) -> None:
    gitignore = Gitignore("/", patterns)
    for path in ignored.split():
        assert gitignore.ignores(path.rstrip("/"), path.endswith("/")), path
    for path in kept.split():
        assert not gitignore.ignores(path.rstrip("/"), path.endswith("/")), path


def test_blanks_at_the_end_count_only_after_a_backslash() -> None:
    assert Gitignore("/", "a  ").ignores("a", False)
    assert Gitignore("/", "a\\ ").ignores("a ", False)
    assert not Gitignore("/", "a\\ ").ignores("a", False)


def test_the_last_pattern_that_matches_decides_and_none_says_nothing() -> None:
    gitignore = Gitignore("/", "*.signal\n!b.signal\n")
    assert gitignore.ignores("a.signal", False) is True
    assert gitignore.ignores("b.signal", False) is False
    assert gitignore.ignores("b.txt", False) is None
