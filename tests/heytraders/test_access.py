"""Where keys are kept, and which one goes to which address."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import pytest

from signal_dsl.errors import SettingsError, UsageError
from signal_dsl.heytraders import credentials
from signal_dsl.heytraders.access import access, own_address
from signal_dsl.heytraders.address import DEFAULT_URL
from signal_dsl.heytraders.credentials import Credential
from signal_dsl.heytraders.secret import Key
from signal_dsl.heytraders.storage import StorageError
from signal_dsl.settings import ApiSettings
from tests import secrets

HERE, THERE = "https://hey-traders.com", "https://elsewhere.example"
MINE = Credential(Key(secrets.KEY), "Scout", "k_1", ("meta", "backtest"), "2026-11-29T12:00:00Z")
OTHER = Credential(Key("ht_other_0123456789abcdef"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for keys."""
    monkeypatch.setenv("SIGNAL_DSL_CONFIG_DIR", str(tmp_path / "config"))
    return tmp_path / "config"


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory, as good as any."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.broken = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.broken:
            raise RuntimeError("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.broken:
            raise RuntimeError("locked")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def ring() -> Iterator[Ring]:
    """The keyring of the operating system."""
    before = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


def test_a_key_in_a_file(folder: Path) -> None:
    assert credentials.stored(HERE) is None
    place = credentials.store(HERE, MINE)
    assert place == str(folder / "credentials.json")
    assert credentials.stored(HERE) == (MINE, place)
    assert credentials.stored(THERE) is None
    credentials.store(THERE, OTHER)
    assert credentials.stored(HERE) == (MINE, place)
    assert (folder / "credentials.json").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert credentials.forget(HERE)
    assert not credentials.forget(HERE)
    assert credentials.stored(HERE) is None
    assert credentials.stored(THERE) == (OTHER, place)


def test_a_file_that_was_opened_to_others_is_closed_again(folder: Path) -> None:
    credentials.store(HERE, MINE)
    (folder / "credentials.json").chmod(0o644)
    assert credentials.stored(HERE) is not None
    assert (folder / "credentials.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "7", '{"keys": 3}', '{"keys": {"https://hey-traders.com": {"key": 3}}}', "[" * 9999, "\x00\xff",
     '{"keys": {"https://hey-traders.com": {"key": "a b"}}}'],
)  # fmt: skip
def test_a_damaged_file(folder: Path, text: str) -> None:
    folder.mkdir()
    (folder / "credentials.json").write_text(text)
    try:
        assert credentials.stored(HERE) is None
    except StorageError as error:
        assert "is damaged. Delete it, and log in again." in str(error)


def test_a_file_that_cannot_be_written(folder: Path) -> None:
    folder.write_text("no folder")
    with pytest.raises(StorageError, match="No key can be kept"):
        credentials.store(HERE, MINE)
    with pytest.raises(StorageError, match="No key can be kept"):
        credentials.rehearse()


def test_rehearsing_changes_nothing(folder: Path) -> None:
    credentials.store(HERE, MINE)
    before = (folder / "credentials.json").read_bytes()
    credentials.rehearse()
    assert (folder / "credentials.json").read_bytes() == before


def test_a_key_in_the_keyring(folder: Path, ring: Ring) -> None:
    credentials.store(THERE, OTHER)
    place = credentials.store(HERE, MINE)
    assert place == "the keyring of the operating system"
    assert credentials.stored(HERE) == (MINE, place)
    assert not (folder / "credentials.json").exists()
    assert set(ring.kept) == {("signal-dsl", HERE), ("signal-dsl", THERE)}
    assert credentials.forget(HERE)
    assert credentials.stored(HERE) is None


def test_a_keyring_that_is_locked_is_as_good_as_none(folder: Path, ring: Ring) -> None:
    ring.broken = True
    assert credentials.store(HERE, MINE) == str(folder / "credentials.json")
    assert credentials.stored(HERE) == (MINE, str(folder / "credentials.json"))
    ring.broken = False
    credentials.store(HERE, OTHER)
    assert credentials.stored(HERE) == (OTHER, "the keyring of the operating system")
    assert secrets.KEY not in (folder / "credentials.json").read_text()  # the older one is gone


def test_a_keyring_that_keeps_nothing_secret_is_not_used(folder: Path, ring: Ring) -> None:
    ring.priority = 0.5  # type: ignore[assignment]
    credentials.store(HERE, MINE)
    assert ring.kept == {}


def test_the_environment_goes_before_what_is_kept(folder: Path) -> None:
    credentials.store(HERE, OTHER)
    found = access(environ={"HEYTRADERS_API_KEY": f" {secrets.KEY}\n"})
    assert found.credential == Credential(Key(secrets.KEY))
    assert found.source == "the variable HEYTRADERS_API_KEY"
    assert found.address.url == DEFAULT_URL
    assert access(environ={}).credential == OTHER
    assert access(environ={"HEYTRADERS_API_KEY": " "}).credential == OTHER


def test_a_project_cannot_lead_a_key_elsewhere(folder: Path) -> None:
    credentials.store(HERE, MINE)
    evil = ApiSettings(url=THERE + "/api/v1")
    for environ in ({}, {"HEYTRADERS_API_KEY": secrets.KEY}):
        found = access(evil, environ)
        assert found.address.origin == THERE
        assert found.credential is None
    # Nor does a key for it go there unasked: it is the one that was stored for it.
    credentials.store(THERE, OTHER)
    assert access(evil, {"HEYTRADERS_API_KEY": secrets.KEY}).credential == OTHER


def test_the_user_can(folder: Path) -> None:
    environ = {"HEYTRADERS_API_URL": THERE + "/api/v1", "HEYTRADERS_API_KEY": secrets.KEY}
    for api in (None, ApiSettings(url=DEFAULT_URL), ApiSettings(url="https://third.example")):
        found = access(api, environ)
        assert found.address.origin == THERE
        assert found.credential == Credential(Key(secrets.KEY))


def test_a_path_within_the_origin_is_the_projects_to_choose(folder: Path) -> None:
    found = access(
        ApiSettings(url=HERE + "/api/v2", auth_header="X-API-Key", timeout=7), {"HEYTRADERS_API_KEY": secrets.KEY}
    )
    assert found.address.url == HERE + "/api/v2"
    assert found.credential is not None
    assert (found.header, found.timeout) == ("X-API-Key", 7)


def test_faulty_addresses() -> None:
    with pytest.raises(SettingsError, match=r"`url` of the project's table `\[api\]`"):
        access(ApiSettings(url="http://hey-traders.com"), {})
    with pytest.raises(UsageError, match="`HEYTRADERS_API_URL`"):
        own_address({"HEYTRADERS_API_URL": "hey-traders.com"})
    with pytest.raises(UsageError, match="`HEYTRADERS_API_KEY`") as caught:
        access(environ={"HEYTRADERS_API_KEY": f"{secrets.KEY} {secrets.KEY}"})
    assert not secrets.told(str(caught.value))


def test_when_a_key_dies() -> None:
    assert MINE.seconds_left is not None
    assert Credential(MINE.key).seconds_left is None
    assert Credential(MINE.key, expires="soon").seconds_left is None


def test_what_is_kept_is_json_with_a_version(folder: Path) -> None:
    credentials.store(HERE, MINE)
    data = json.loads((folder / "credentials.json").read_text())
    assert data["version"] == 1
    assert list(data["keys"]) == [HERE]
    assert Credential.of(data["keys"][HERE]) == MINE
    assert os.listdir(folder) == ["credentials.json", "credentials.lock"] or set(os.listdir(folder)) == {
        "credentials.json",
        "credentials.lock",
    }
