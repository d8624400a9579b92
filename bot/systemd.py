"""hoidap under systemd: the unit that starts it, and the word that it has started."""

import os
import socket
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib import resources
from pathlib import Path
from string import Template

from bot.errors import OperatorFault
from bot.settings import Settings

_UNIT_FILE = "hoidap.service"
_ENVIRONMENT = "/etc/hoidap.env"
_MARGIN = 10  # seconds that a stop may take beside what the settings allow
_SOCKET = "NOTIFY_SOCKET"


def unit(config: Path, settings: Settings) -> str:
    """Return the unit that serves with the config at ``config``; raises OperatorFault when a folder of it is missing.

    A folder that is to be written must be there: systemd opens a way to it before the bot starts.
    """
    telegram = settings.telegram
    written = {
        "index.path": settings.index.path,
        "telegram.store": telegram.store.parent,
        "logging.file": settings.logging.file.parent,
        "corpus.articles": settings.corpus.articles,
    }
    for key, folder in written.items():
        if not folder.is_dir():
            raise OperatorFault(f"{key}: the folder {folder} is not there; make it: mkdir -p {folder}")
    template = Template(resources.files("bot").joinpath(_UNIT_FILE).read_text(encoding="utf-8"))
    return template.substitute(
        user=config.parent.owner(),
        folder=_escaped(config.parent),
        environment=_ENVIRONMENT,
        program=_argument(Path(sys.executable)),
        config=_argument(config),
        stop_seconds=int(telegram.stop_timeout + 2 * telegram.request_timeout) + _MARGIN,
        writable=" ".join(_word(folder) for folder in _outermost(written.values())),
    )


def notify(*states: str) -> None:
    """Tell systemd ``states``, such as READY=1, if it started this process and waits for them."""
    address = os.environ.get(_SOCKET)
    if not address:
        return
    if address.startswith("@"):  # of Linux' abstract names, whose first character is a zero
        address = "\0" + address[1:]
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
        line.sendto("\n".join(states).encode(), address)


def _outermost(folders: Iterable[Path]) -> list[Path]:
    """Return the folders that stand in no other of them, each once."""
    found = {folder.resolve() for folder in folders}
    return sorted(folder for folder in found if not found & set(folder.parents))


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def _word(path: Path) -> str:
    """Return a path as one word of systemd's."""
    text = _escaped(path)
    if any(character in text for character in " \t'\"\\"):
        text = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return text


def _argument(path: Path) -> str:
    """Return a path as one word of a command, where a dollar begins a variable."""
    return _word(path).replace("$", "$$")
