"""The program as a process: what it imports, how it ends, in which letters it speaks."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.telegram_server import Fault, TelegramServer

REPOSITORY = Path(__file__).parent.parent.parent
# The command line as installed, over the fake index.
WITH_FAKES = "from bot.cli import main; from tests.bot.fakes import FakeParts; main(parts=FakeParts())"


def command(*arguments: str, program: str = WITH_FAKES) -> list[str]:
    return [sys.executable, "-c", program, *arguments]


def run(*arguments: str, program: str = WITH_FAKES, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(*arguments, program=program),
        cwd=REPOSITORY,
        env=os.environ | environment,
        capture_output=True,
        timeout=120,
        check=False,
    )


def loaded_by(*arguments: str) -> set[str]:
    """Return the top-level packages that a command with fakes imports, beside what the fakes themselves do."""
    program = (
        "import sys, atexit; from bot.cli import main\n"
        "class Parts:\n"
        "    def open_engine(self, settings, count): raise SystemExit(0)\n"
        "atexit.register(lambda: print('\\n'.join(sys.modules)))\n"
        "main(parts=Parts())"
    )
    result = run(*arguments, program=program)
    assert result.returncode == 0, result.stderr.decode()
    return {name.split(".")[0] for name in result.stdout.decode().splitlines()}


def test_help_loads_nothing_heavy() -> None:
    heavy = {"telegram", "trafilatura", "underthesea", "torch", "chromadb", "llama_index", "pydantic", "tantivy"}
    assert loaded_by("--help") & heavy == set()


@pytest.mark.parametrize("arguments", [("ask", "q"), ("ask", "--batch", "-"), ("articles",), ("chat",)])
def test_asking_loads_neither_telegram_nor_the_importers(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments) & {"telegram", "trafilatura", "underthesea", "torch", "httpx"} == set()


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_it_speaks_utf8_whatever_the_locale(config: Path, locale: str) -> None:
    result = run(
        "--config",
        str(config),
        "ask",
        "Quỹ nào được bao nhiêu?",
        "--json",
        LC_ALL=locale,
        PYTHONCOERCECLOCALE="0",
        PYTHONUTF8="0",
        PYTHONIOENCODING="",
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout.decode("utf-8"))["question"] == "Quỹ nào được bao nhiêu?"


def test_a_reader_that_goes_away_is_no_news(config: Path, tmp_path: Path) -> None:
    questions = tmp_path / "q.jsonl"
    questions.write_text('{"q": "a"}\n' * 5000, encoding="utf-8")
    arguments = command("--config", str(config), "ask", "--batch", str(questions))
    with subprocess.Popen(arguments, cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        process.wait(60)


def test_a_batch_line_is_answered_before_the_next_is_sent(config: Path) -> None:
    arguments = command("--config", str(config), "ask", "--batch", "-")
    with subprocess.Popen(arguments, cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for number in (1, 2):
            process.stdin.write(json.dumps({"id": number, "q": "a"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.stdin.close()
        assert process.wait(60) == 0


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 0), (signal.SIGINT, 130)])
def test_a_signal_stops_the_bot_gracefully(config: Path, number: signal.Signals, code: int) -> None:
    with TelegramServer() as server:
        config.write_text(f"telegram: {{base_url: '{server.url}'}}\n", encoding="utf-8")
        environment = os.environ | {"TELEGRAM_BOT_TOKEN": server.token}
        with subprocess.Popen(
            command("--config", str(config), "run"),
            cwd=REPOSITORY,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            server.say("Quỹ nào?")
            server.wait_for_sent(1, timeout=60)
            process.send_signal(number)
            out, err = process.communicate(timeout=60)
        assert process.returncode == code
        assert server.token not in (out + err).decode()
        assert "Traceback" not in err.decode()
        assert server.state.updates == []


def test_systemd_is_told_when_it_serves_and_when_it_stops(config: Path, tmp_path: Path) -> None:
    with TelegramServer() as server, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(60)
        process = serving(config, server, NOTIFY_SOCKET=str(tmp_path / "notify"))
        said = [manager.recv(1000).decode(), manager.recv(1000).decode()]
        ended(process, signal.SIGTERM)
        said.append(manager.recv(1000).decode())
    assert [one.split("\n")[0] for one in said] == ["READY=1", "STATUS=serving @hoidap_test_bot", "STOPPING=1"]


def serving(
    config: Path, server: TelegramServer, program: str = WITH_FAKES, **environment: str
) -> "subprocess.Popen[bytes]":
    config.write_text(f"telegram: {{base_url: '{server.url}'}}\n", encoding="utf-8")
    return subprocess.Popen(
        command("--config", str(config), "run", program=program),
        cwd=REPOSITORY,
        env=os.environ | {"TELEGRAM_BOT_TOKEN": server.token} | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def ended(process: "subprocess.Popen[bytes]", number: signal.Signals) -> str:
    process.send_signal(number)
    return process.communicate(timeout=60)[1].decode()


def test_a_kill_loses_no_question_and_no_answer(config: Path) -> None:
    slow = WITH_FAKES.replace("FakeParts", "FakeEngine, FakeParts", 1).replace(
        "FakeParts()", "FakeParts(engine=FakeEngine(delays={'chậm': 60}))"
    )
    with TelegramServer() as server:
        server.fail("sendMessage", *[Fault(500, "Internal Server Error")] * 3)
        first = serving(config, server, slow)
        server.say("đã có câu trả lời", chat_id=8)
        server.wait_for_call("sendMessage", timeout=60)
        server.say("chậm")
        server.wait_until_fetched()
        ended(first, signal.SIGKILL)
        assert server.record.sent == []
        second = serving(config, server)
        server.wait_for_sent(2, timeout=60)
        ended(second, signal.SIGTERM)
    assert second.returncode == 0
    assert sorted(sent.chat_id for sent in server.record.sent) == [7, 8]


def test_a_second_bot_on_the_same_store_stops_and_names_the_first(config: Path) -> None:
    with TelegramServer() as server:
        first = serving(config, server)
        server.wait_for_call("getUpdates", timeout=60)
        second = serving(config, server)
        _, err = second.communicate(timeout=60)
        server.say("một")
        server.wait_for_sent(1)
        ended(first, signal.SIGTERM)
    assert (first.returncode, second.returncode) == (0, 2)
    assert f"another hoidap (process {first.pid}) serves Telegram" in err.decode()
    assert "Traceback" not in err.decode()


def test_what_is_no_token_is_refused_before_telegram_is_asked(config: Path) -> None:
    token = "123:too short"
    result = run("--config", str(config), "bot", TELEGRAM_BOT_TOKEN=token)
    assert result.returncode == 2
    assert result.stderr.decode().startswith("hoidap: TELEGRAM_BOT_TOKEN is no token")
    assert token not in result.stderr.decode()


def test_a_refused_token_is_one_line(config: Path) -> None:
    with TelegramServer() as server:
        config.write_text(f"telegram: {{base_url: '{server.url}'}}\n", encoding="utf-8")
        token = "111:unknown-token-of-nobody-at-all"
        result = run("--config", str(config), "bot", TELEGRAM_BOT_TOKEN=token)
    assert result.returncode == 2
    # What the bot tells of its work until then, such as of the corpus, is the log's and has the log's stamp.
    told = [line for line in result.stderr.decode().splitlines() if not re.match(r"\d{4}-\d\d-\d\d ", line)]
    assert len(told) == 1
    assert told[0].startswith("hoidap: TELEGRAM_BOT_TOKEN: Telegram refused this token")
    assert token not in result.stderr.decode()
