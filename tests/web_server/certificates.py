"""Certificates for sites on loopback, made by an authority that a test may trust."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme


class Authority:
    """An authority that signs certificates; ``file`` holds its own."""

    def __init__(self, folder: Path) -> None:
        self._authority = trustme.CA()
        self.file = folder / "authority.pem"
        self._authority.cert_pem.write_to_path(self.file)

    def signed(self, name: str, *, days: int = 2) -> ssl.SSLContext:
        """Return what a server needs for a certificate on ``name``, a host or an address.

        With fewer than no ``days`` it has expired.
        """
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        until = datetime.now(UTC) + timedelta(days=days)
        self._authority.issue_cert(name, not_after=until).configure_cert(context)
        return context


def self_signed(folder: Path) -> ssl.SSLContext:
    """Return the same of a certificate that signs itself."""
    own, file = trustme.CA(), folder / "own.pem"
    own.private_key_pem.write_to_path(file)
    own.cert_pem.write_to_path(file, append=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context
