"""The golden screens as a phone shows them: ``python -m tests.bot.phone``, 40 characters a line.

Bold is *so*, a link _so_, a quote stands behind a bar, and of an expandable one only the first three lines are seen.
"""

import re
import textwrap
from html import unescape
from pathlib import Path

WIDTH = 40
_FOLDED = 3  # lines of an expandable quote that Telegram shows at first


def phone(html: str) -> str:
    """Return a message as lines of a phone's width."""
    lines: list[str] = []
    for part in re.split(r"(<blockquote[^>]*>.*?</blockquote>)", html, flags=re.DOTALL):
        if part.startswith("<blockquote"):
            quoted = _wrapped(part, WIDTH - 2)
            shown = _FOLDED if "expandable" in part[:30] else len(quoted)
            lines += [f"┃ {line}" for line in quoted[:shown]]
            lines += [f"┃ ⌄ (+{len(quoted) - shown})"] if len(quoted) > shown else []
        else:
            lines += _wrapped(part.strip("\n"), WIDTH)
            lines += [""] if part.endswith("\n\n") else []
    return "\n".join(lines)


def _wrapped(html: str, width: int) -> list[str]:
    text = re.sub(r"</?b>", "*", re.sub(r"<a [^>]*>|</a>", "_", html))
    text = unescape(re.sub(r"</?blockquote[^>]*>", "", text))
    return [line for paragraph in text.split("\n") for line in textwrap.wrap(paragraph, width) or [""]]


if __name__ == "__main__":
    for path in sorted((Path(__file__).parent / "golden").glob("*.html")):
        print(f"───── {path.stem} ".ljust(WIDTH, "─"))
        print(phone(path.read_text("utf-8").strip()), end="\n\n")
