"""`signal-dsl rule`: the list and the explanations."""

import json

import pytest

from signal_dsl.cli.main import main
from signal_dsl.rules import rules


def shown(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["rule", *arguments]) == 0
    return capsys.readouterr().out


def test_the_list_has_a_line_for_each_rule(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys).splitlines()
    assert [line.split()[:3] for line in lines] == [[rule.code, rule.name, rule.severity] for rule in rules()]
    # Columns are aligned: the first sentence begins at the same place everywhere.
    at = lines[0].index("A statement")
    assert {line[at - 1] for line in lines} == {" "}
    assert " " not in {line[at] for line in lines}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_an_explanation_has_everything(rule: object, capsys: pytest.CaptureFixture[str]) -> None:
    from signal_dsl.rules.base import Rule

    assert isinstance(rule, Rule)
    page = shown(capsys, rule.code)
    head, what, *_ = page.split("\n\n")
    assert head == f"{rule.code} {rule.name} ({rule.severity})"
    assert " ".join(what.split()) in " ".join((rule.__doc__ or "").split())
    for heading in ("Bad", "Good", "Configure"):
        assert f"\n\n{heading}\n\n" in page
    assert "\n\nLine " in page  # what it says of the bad example
    assert f'ignore = ["{rule.code}"]' in page
    assert page == shown(capsys, rule.name) == shown(capsys, rule.code.lower())


def test_the_explanation_quotes_what_the_linter_says(capsys: pytest.CaptureFixture[str]) -> None:
    page = " ".join(shown(capsys, "SIG401").split())
    assert "Line 6: `ema(close, 200)` needs 200 bars of 1d to give a value, but the range from 2024-01-01" in page
    assert "Fix: Set `start_date` to 2023-12-13" in page


def test_the_beginning_of_codes_lists_their_rules(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys).splitlines()
    found = shown(capsys, "SIG4").splitlines()
    assert [" ".join(line.split()) for line in found] == [" ".join(x.split()) for x in lines if x.startswith("SIG4")]
    assert [entry["code"] for entry in json.loads(shown(capsys, "sig4", "--json"))] == [x.split()[0] for x in found]
    assert shown(capsys, "ALL") == shown(capsys)


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    everything = json.loads(shown(capsys, "--json"))
    assert [entry["code"] for entry in everything] == [rule.code for rule in rules()]
    one = json.loads(shown(capsys, "--json", "wrong-bar"))
    assert one in everything
    assert list(one) == ["code", "name", "severity", "documentation", "bad", "good", "configuration"]
    assert one["severity"] == "error"
    assert one["documentation"].startswith("An index looks at a bar ")
    assert not any(line.startswith(" ") for line in one["documentation"].splitlines())
