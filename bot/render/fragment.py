"""The address of an article with the words that a browser should scroll to and mark."""

from urllib.parse import quote, urlsplit

_WHOLE, _EDGE_WORDS, _LONGEST = 100, 6, 2000  # characters, words, characters


def fragment_url(url: str | None, words: str) -> str:
    """Return ``url`` with a text fragment for ``words``; an empty string when a browser could not open it.

    Long words are named by how they begin and end, which browsers take for all that lies between.
    """
    if not url or not _opens(url):
        return ""
    lines = [line.split() for line in words.splitlines() if line.strip()]
    if not lines:
        return url
    first, last = lines[0], lines[-1]
    if len(lines) == 1 and (len(words) <= _WHOLE or len(first) <= 2 * _EDGE_WORDS):
        named = _encoded(first)
    else:
        named = f"{_encoded(first[:_EDGE_WORDS])},{_encoded(last[-_EDGE_WORDS:])}"
    marked = f"{url}{'' if '#' in url else '#'}:~:text={named}"
    return marked if len(marked) <= _LONGEST else url


def _opens(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # brackets that hold no address
        return False
    host = parts.hostname or ""
    fit = url.isascii() and url.isprintable() and " " not in url and len(url) <= _LONGEST
    return parts.scheme in {"http", "https"} and "." in host.strip(".") and fit


def _encoded(words: list[str]) -> str:
    # A hyphen, a comma and an ampersand have a meaning in a fragment; urllib leaves the hyphen as it is.
    return quote(" ".join(words), safe="").replace("-", "%2D")
