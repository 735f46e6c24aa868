"""A server whose certificate nobody has signed gets nothing, and is told as such."""

from __future__ import annotations

import datetime
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from signal_dsl.heytraders.errors import UnavailableError
from tests.heytraders.server import Server
from tests.heytraders.support import REQUEST, client


class Unsigned(Server):
    """Speaks TLS with a certificate of its own making."""

    def __init__(self, certificate: Path) -> None:
        super().__init__()
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)

    def _serve(self, opened) -> None:  # type: ignore[no-untyped-def]
        try:
            wrapped = self._context.wrap_socket(opened, server_side=True)
        except (ssl.SSLError, OSError):
            opened.close()
            return
        super()._serve(wrapped)


@pytest.fixture
def unsigned(tmp_path: Path) -> Iterator[Unsigned]:
    """Such a server."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    with Unsigned(file) as server:
        yield server


@pytest.mark.parametrize("call", ["GET", "POST"])
def test_who_cannot_prove_who_he_is_gets_nothing(unsigned: Unsigned, call: str) -> None:
    with client(f"https://localhost:{unsigned.port}/api/v1") as api, pytest.raises(UnavailableError) as caught:
        api.meta.indicators() if call == "GET" else api.backtest.execute(REQUEST)
    assert f"https://localhost:{unsigned.port} cannot be reached: the connection is not safe (" in str(caught.value)
    assert "self-signed certificate" in str(caught.value).replace("self signed", "self-signed")
    assert unsigned.requests == []
