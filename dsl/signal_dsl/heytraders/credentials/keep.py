"""Keeps keys: in the operating system's keyring where there is one, else in a file."""

from __future__ import annotations

from signal_dsl.heytraders.credentials import file, ring
from signal_dsl.heytraders.credentials.credential import Credential

KEYRING = "the keyring of the operating system"


def stored(origin: str) -> tuple[Credential, str] | None:
    """The key that is kept for an origin, and where; None where there is none. Raises StorageError."""
    if (found := ring.get(origin)) is not None:
        return found, KEYRING
    if (found := file.get(origin)) is not None:
        return found, str(file.path())
    return None


def store(origin: str, credential: Credential) -> str:
    """Keep a key for an origin, in place of the one before; where it is now. Raises StorageError."""
    if ring.put(origin, credential):
        file.remove(origin)  # an older one there
        return KEYRING
    file.put(origin, credential)
    return str(file.path())


def forget(origin: str) -> bool:
    """Keep no key for an origin; whether there was one. Raises StorageError."""
    in_ring = ring.remove(origin)
    return file.remove(origin) or in_ring


def rehearse() -> None:
    """Make sure that a key could be kept, before one is made that cannot be had again. Raises StorageError."""
    if not ring.usable():
        file.rehearse()
