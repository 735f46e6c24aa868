"""The API keys of this user: where they are kept, and which one goes where.

A key belongs to one origin, that for which it was stored; the one in `HEYTRADERS_API_KEY` belongs to the address in
`HEYTRADERS_API_URL`, or else to the public platform. So no project's configuration file can send a key elsewhere.
"""

from __future__ import annotations

from signal_dsl.heytraders.credentials.credential import Credential
from signal_dsl.heytraders.credentials.keep import forget, rehearse, store, stored

__all__ = ["Credential", "forget", "rehearse", "store", "stored"]
