"""With the default encoder nothing reaches for a network: not to index, not to answer."""

import os
import subprocess
import sys
from pathlib import Path

from tests.index.conftest import WriteArticles
from tests.index.invented import ARTICLES

ROOT = Path(__file__).parents[2]

FORBID = """
import socket, sys

def refuse(*_, **__):
    raise AssertionError("the network was asked for")

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, refuse)
for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(socket, name, refuse)

# What a library catches is still seen here; and native code is seen by its Python callers alone.
asked = []
sys.addaudithook(
    lambda event, args: asked.append(event)
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname", "urllib.Request"}
    else None
)
"""
INDEX_AND_ASK = """
from datetime import date
from pathlib import Path

from index.engine import open_engine
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from index.sync import synchronise

folder, index = map(Path, sys.argv[1:])
options = IndexOptions(path=index)
print(synchronise(folder, options).added)
engine = open_engine(options, RetrieveOptions(), AnswerOptions(), today=lambda: date(2024, 12, 1))
answer = engine.answer("Công ty Thạch Bích ủng hộ bao nhiêu tiền?")
print(answer.status.value, "500 triệu đồng" in answer.text)
print(asked)
"""
REACH_OUT = """
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
except AssertionError:
    print("refused")
"""


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.upper().endswith("_OFFLINE")}
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-c", FORBID + program, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_indexing_and_answering_ask_for_no_network(tmp_path: Path, write_articles: WriteArticles) -> None:
    folder = write_articles(tmp_path / "articles", ARTICLES)
    done = run(INDEX_AND_ASK, str(folder), str(tmp_path / "index"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [str(len(ARTICLES)), "answered True", "[]"]


def test_the_ban_holds() -> None:
    assert run(REACH_OUT).stdout.strip() == "refused"
