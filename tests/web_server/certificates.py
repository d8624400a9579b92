"""Certificates for sites on loopback, made by an authority that a test may trust, with the openssl program."""

import ssl
import subprocess
from itertools import count
from pathlib import Path

_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


class Authority:
    """An authority that signs certificates; ``file`` holds its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count()
        self._key = folder / "authority.key"
        self.file = folder / "authority.pem"
        _openssl("req", "-x509", *_KEY, "-keyout", self._key, "-out", self.file, "-subj", "/CN=Authority", "-days", "2")

    def signed(self, names: str, *, days: int = 2) -> ssl.SSLContext:
        """Return what a server needs for a certificate on ``names`` (``DNS:a.example,IP:127.0.0.1``).

        With fewer than no ``days`` it has expired.
        """
        stem = self._folder / f"site{next(self._numbers)}"
        key, request, extension, file = (stem.with_suffix(suffix) for suffix in (".key", ".csr", ".ext", ".pem"))
        extension.write_text(f"subjectAltName={names}\n", encoding="ascii")
        _openssl("req", *_KEY, "-keyout", key, "-out", request, "-subj", "/CN=Site")
        signing = ("-CA", self.file, "-CAkey", self._key, "-CAcreateserial", "-extfile", extension)
        _openssl("x509", "-req", "-in", request, *signing, "-days", str(days), "-out", file)
        return _serving(file, key)

    def self_signed(self, names: str) -> ssl.SSLContext:
        """Return the same of a certificate that signs itself."""
        stem = self._folder / f"site{next(self._numbers)}"
        key, file = stem.with_suffix(".key"), stem.with_suffix(".pem")
        own = ("-keyout", key, "-out", file, "-subj", "/CN=Site", "-addext", f"subjectAltName={names}")
        _openssl("req", "-x509", *_KEY, *own)
        return _serving(file, key)


def _serving(file: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, key)
    return context


def _openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)
