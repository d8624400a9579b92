"""Why the certificate of a site is refused, and what helps."""

import ssl

# What OpenSSL has against a certificate (X509_V_ERR_…), and what helps.
_NOT_YET_VALID, _EXPIRED, _OTHER_HOST, _OTHER_ADDRESS = 9, 10, 62, 64
_MENDS = {
    _NOT_YET_VALID: "check this machine's clock",
    _EXPIRED: "the site has to renew it; check this machine's clock as well",
    _OTHER_HOST: "check the address; else the site has to mend it",
    _OTHER_ADDRESS: "give the name of the site in place of its number",
}
_MEND = "if you trust who signed it, name a file of all authorities you trust, with theirs, in SSL_CERT_FILE"


def refusal(error: BaseException | None) -> str | None:
    """Return why a certificate was refused and what helps, where that is what is behind an error; else None."""
    while error is not None and not isinstance(error, ssl.SSLCertVerificationError):
        error = error.__cause__ or error.__context__
    if error is None:
        return None
    return f"is refused ({error.verify_message.rstrip('.')}); {_MENDS.get(error.verify_code, _MEND)}"
