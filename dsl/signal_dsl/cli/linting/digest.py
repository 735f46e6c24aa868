"""The hash that scripts, settings and the cache itself are known by."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from hashlib import blake2b
else:
    try:
        # What `hashlib` hands out, too, but importing that loads OpenSSL: two milliseconds, a tenth of a run in which
        # nothing has changed.
        from _blake2 import blake2b
    except ImportError:
        from hashlib import blake2b

__all__ = ["blake2b", "digest"]

# Bytes: enough that no two texts are ever taken for each other.
SIZE = 16


def digest(data: bytes) -> str:
    """The hash of `data` in 32 hexadecimal digits."""
    return blake2b(data, digest_size=SIZE).hexdigest()
