"""register, login, logout, whoami: as users call them, against a platform on a real socket."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from signal_dsl.cli.main import main
from tests import secrets
from tests.cli.running import command, environment, one_line, signal_dsl
from tests.heytraders.server import REFUSED, Server, bad, good

Call = Callable[..., "subprocess.CompletedProcess[str]"]
REGISTER = "POST /meta/register"
NEW = {"api_key": secrets.KEY, "agent_id": "a_1", "scopes": ["market", "backtest"], "quota": {"per_hour": 10}}


@pytest.fixture
def call(tmp_path: Path) -> Call:
    """Runs the command as somebody who has no key yet and is in an empty folder."""
    (tmp_path / "here").mkdir()

    def run(
        *words: str, server: Server | None = None, given: bytes = b"", **variables: str | None
    ) -> subprocess.CompletedProcess[str]:
        url = {"HEYTRADERS_API_URL": server.url} if server else {}
        own = {"SIGNAL_DSL_CONFIG_DIR": str(tmp_path / "config"), "HEYTRADERS_API_KEY": None, **url, **variables}
        return signal_dsl(*words, cwd=tmp_path / "here", given=given, **own)

    return run


def test_a_key_from_its_registration_to_its_end(call: Call, tmp_path: Path) -> None:
    with (
        Server()
        .on(REGISTER, good(NEW))
        .on("POST /meta/request-claim", good({"claim_code": "AB12CD", "expires_in": 1800})) as server
    ):
        done = call("register", "Scout", server=server)
        assert done.returncode == 0
        file = tmp_path / "config" / "credentials.json"
        assert done.stdout == (
            f"Registered Scout. The key ht_t…4f38 is kept in {file}.\n"
            "It dies in 24 hours unless you claim it: `signal-dsl whoami --claim` gives the code for that.\n"
        )
        assert file.stat().st_mode & 0o777 == 0o600
        assert secrets.KEY in file.read_text()
        assert server.requests[0].json == {
            "display_name": "Scout",
            "description": "Strategies written with Signal DSL.",
        }
        assert "authorization" not in server.requests[0].headers

        shown = call("whoami", server=server).stdout
        assert [line.split(None, 1) for line in shown.splitlines()] == [
            ["platform", server.url],
            ["key", "ht_t…4f38"],
            ["from", str(file)],
            ["name", "Scout"],
            ["agent", "a_1"],
            ["may", "do    market, backtest"],
            ["dies", "in 24 hours, unless it is claimed"],
        ]
        assert server.count("") == 1  # it was not asked

        shown = call("whoami", "--claim", server=server).stdout
        assert f"AB12CD at http://127.0.0.1:{server.port}/dashboard/claim, good for 30 minutes" in shown
        assert server.requests[-1].json == {"display_name": "Scout"}
        assert server.requests[-1].headers["authorization"] == f"Bearer {secrets.KEY}"

        found = json.loads(call("whoami", "--json", server=server).stdout)
        assert (found["key"], found["name"], found["scopes"]) == ("ht_t…4f38", "Scout", ["market", "backtest"])
        assert 86000 < found["expires_in"] <= 86400

        assert call("logout", server=server).stdout == f"The key for http://127.0.0.1:{server.port} is removed.\n"
        assert "no key for" in call("logout", server=server).stdout
        done = call("whoami", server=server)
        assert done.returncode == 2
        assert one_line(done.stderr).startswith("error: There is no API key for http://127.0.0.1:")


def test_a_key_that_is_there_is_not_lost(call: Call) -> None:
    with Server().on(REGISTER, good(NEW)) as server:
        call("register", "Scout", server=server)
        done = call("register", "Other", server=server)
        assert done.returncode == 2
        assert "There is a key for" in one_line(done.stderr)
        assert "`--force`" in done.stderr
        assert server.count(REGISTER) == 1
        assert call("register", "Other", "--force", server=server).returncode == 0
        assert server.count(REGISTER) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((" ",), "A name has 1 to 50 characters, this one 0."),
        (("x" * 51,), "A name has 1 to 50 characters, this one 51."),
        (("Scout", "--description", "too short"), "A description has 10 to 500 characters, this one 9."),
        (("Scout", "--description", "x" * 501), "A description has 10 to 500 characters, this one 501."),
    ],
)
def test_what_the_platform_would_not_register(call: Call, words: tuple[str, ...], told: str) -> None:
    with Server().on(REGISTER, good(NEW)) as server:
        done = call("register", *words, server=server)
        assert done.returncode == 2
        assert told in one_line(done.stderr)
        assert server.requests == []


def test_nothing_is_registered_whose_key_could_not_be_kept(tmp_path: Path) -> None:
    """On a disk on which no file can grow beyond a kilobyte."""
    import resource

    with Server().on(REGISTER, good(NEW)) as server:
        own = {"SIGNAL_DSL_CONFIG_DIR": str(tmp_path), "HEYTRADERS_API_KEY": None, "HEYTRADERS_API_URL": server.url}
        done = subprocess.run(
            command("register", "Scout"),
            env=environment(**own),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        )
        assert done.returncode == 2
        assert one_line(done.stderr) == (
            f"error: No key can be kept in {tmp_path / 'credentials.json'}: file too large. "
            "Make room or mend its folder, or give the key in `HEYTRADERS_API_KEY`."
        )
        assert server.requests == []


def test_a_registration_whose_answer_is_lost_is_not_sent_twice(call: Call) -> None:
    with Server().on(REGISTER, REFUSED) as server:
        done = call("register", "Scout", server=server)
        assert done.returncode == 2
        assert "nobody knows whether the platform did register an agent" in one_line(done.stderr)
        assert server.count(REGISTER) == 1


@pytest.mark.parametrize("data", [{}, None, {"api_key": "a b"}, {"api_key": 7}])
def test_a_registration_without_a_key(call: Call, data: object) -> None:
    with Server().on(REGISTER, good(data)) as server:
        done = call("register", "Scout", server=server)
        assert done.returncode == 2
        assert "its answer holds no key that can be read" in one_line(done.stderr)


def test_registrations_are_limited(call: Call) -> None:
    with Server().on(REGISTER, bad("REGISTRATION_LIMIT", "5 an hour", 429, retry_after="600")) as server:
        done = call("register", "Scout", server=server)
        assert done.returncode == 2
        assert one_line(done.stderr) == (
            "error: The platform refuses: REGISTRATION_LIMIT: 5 an hour. Try again in 10 minutes. "
            "There are 5 registrations an hour for one network."
        )
        assert server.count(REGISTER) == 1


def test_a_key_from_standard_input(call: Call, tmp_path: Path) -> None:
    done = call("login", given=f"{secrets.KEY}\n".encode(), HEYTRADERS_API_URL=None)
    assert done.returncode == 0
    assert done.stdout.startswith("The key ht_t…4f38 for https://hey-traders.com is kept in ")
    assert done.stderr == ""
    assert "https://hey-traders.com" in (tmp_path / "config" / "credentials.json").read_text()


@pytest.mark.parametrize("given", [b"", b"\n", b"abc", b"two words here\n", b"\xff\xfe\xfd\xfc\xfb"])
def test_what_is_no_key(call: Call, given: bytes, tmp_path: Path) -> None:
    done = call("login", given=given)
    assert done.returncode == 2
    one_line(done.stderr)
    assert not (tmp_path / "config").exists()


def test_the_variable_goes_before_and_that_is_told(call: Call) -> None:
    done = call("login", given=b"ht_other_0123456789abcdef", HEYTRADERS_API_KEY=secrets.KEY)
    assert done.returncode == 0
    assert "HEYTRADERS_API_KEY is set and goes before it." in one_line(done.stderr)


def test_typing_is_not_shown(tmp_path: Path) -> None:
    """On a real terminal, of which all that appears is read."""
    import pty

    master, slave = pty.openpty()
    own = {"SIGNAL_DSL_CONFIG_DIR": str(tmp_path / "config"), "HEYTRADERS_API_KEY": None}
    process = subprocess.Popen(
        command("login"), stdin=slave, stdout=slave, stderr=slave, env=environment(**own), start_new_session=True
    )
    os.close(slave)
    shown = b""
    while b"not shown): " not in shown:
        shown += os.read(master, 1000)
    os.write(master, f"{secrets.KEY}\n".encode())
    try:
        while more := os.read(master, 1000):
            shown += more
    except OSError:  # the other end is closed
        pass
    assert process.wait(60) == 0
    os.close(master)
    assert secrets.KEY.encode() not in shown
    assert b"API key for http://127.0.0.1:9 (it is not shown): " in shown
    assert "ht_t…4f38".encode() in shown


def test_a_project_does_not_choose_where_a_key_belongs(call: Call, tmp_path: Path) -> None:
    """Who works in a folder that names another address keeps the key for the platform, and sends it there."""
    with Server().on("", good([])) as evil, Server().on("", good([])) as platform:
        (tmp_path / "here" / "signal-dsl.toml").write_text(f'[api]\nurl = "{evil.url}"\n')
        done = call("login", given=secrets.KEY.encode(), HEYTRADERS_API_URL=None)
        assert "for https://hey-traders.com is kept" in done.stdout
        for variables in ({}, {"HEYTRADERS_API_KEY": secrets.KEY}):
            done = call("whoami", "--check", HEYTRADERS_API_URL=None, **variables)
            assert done.returncode == 2
            assert f"There is no API key for http://127.0.0.1:{evil.port}." in one_line(done.stderr)
        assert evil.requests == []
        done = call("whoami", "--check", server=platform, HEYTRADERS_API_KEY=secrets.KEY)
        assert done.returncode == 0
        assert "the platform takes it" in done.stdout
        assert evil.requests == []
        assert len(platform.requests) == 1


def test_a_fault_of_this_program_does_not_show_the_key(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever is raised where the key is at hand, and with -v the traceback."""

    def broken(self: object, request: object) -> None:
        raise RuntimeError(f"cannot send Bearer {secrets.KEY}")

    monkeypatch.setattr("signal_dsl.heytraders.exchange._Auth.auth_flow", broken)
    for words in (["indicators", "sync"], ["indicators", "sync", "-v"]):
        assert main(words) == 2
        told = capsys.readouterr().err
        assert "internal fault, RuntimeError: cannot send Bearer ht_t…4f38." in told
        assert ("Traceback" in told) == ("-v" in words)
        assert not secrets.told(told)


def test_a_key_that_the_platform_does_not_take(call: Call) -> None:
    with Server().on("", bad("EXPIRED_API_KEY", f"{secrets.KEY} is over", 401)) as server:
        done = call("whoami", "--check", "-v", server=server, HEYTRADERS_API_KEY=secrets.KEY)
        assert done.returncode == 2
        assert "EXPIRED_API_KEY: ht_t…4f38 is over." in one_line(done.stderr)
        assert "24 hours" in done.stderr
