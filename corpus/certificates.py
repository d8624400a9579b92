"""Whose certificates are trusted, and why one is not."""

import os
import ssl

import httpx

from corpus.errors import FetchFault

# What OpenSSL has against a certificate (X509_V_ERR_…), and what helps.
_NOT_YET_VALID, _EXPIRED, _OTHER_HOST, _OTHER_ADDRESS = 9, 10, 62, 64
_MENDS = {
    _NOT_YET_VALID: "check this machine's clock",
    _EXPIRED: "the site has to renew it; check this machine's clock as well",
    _OTHER_HOST: "check the address; else the site has to mend it",
    _OTHER_ADDRESS: "give the name of the site in place of its number",
}
_MEND = "if you trust who signed it, name a file of all authorities you trust, with theirs, in SSL_CERT_FILE"


def trusting() -> ssl.SSLContext:
    """Return what trusts the authorities of certifi, or only those of ``SSL_CERT_FILE`` or ``SSL_CERT_DIR``.

    Raises:
        FetchFault: SSL_CERT_FILE names no file of certificates.
    """
    try:
        return httpx.create_ssl_context()
    except OSError as error:
        named = os.environ.get("SSL_CERT_FILE")
        raise FetchFault(
            f"SSL_CERT_FILE: {named!r} is no file of certificates ({error.strerror or error}); name one in PEM, or "
            "leave it out"
        ) from error


def refusal(error: BaseException | None) -> str | None:
    """Return why a certificate was refused and what helps, where that is what is behind an error; else None."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    if error is None:
        return None
    return f"is refused ({error.verify_message.rstrip('.')}); {_MENDS.get(error.verify_code, _MEND)}"
