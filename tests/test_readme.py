"""The READMEs, the command line and the tree agree."""

import re
from pathlib import Path

import pytest
from typer.main import get_command

from bot.cli import cli

REPOSITORY = Path(__file__).parents[1]
READMES = ("README.md", "README.vi.md")


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_described_and_every_described_command_exists(name: str) -> None:
    text = (REPOSITORY / name).read_text("utf-8")
    described = set(re.findall(r"`hoidap ([a-z]+)", text))
    assert described == set(get_command(cli).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", READMES)
def test_every_option_named_is_one(name: str) -> None:
    text = (REPOSITORY / name).read_text("utf-8")
    named = set(re.findall(r"(?<=[`\s\[])--[a-z][a-z-]+", text))
    known = {
        option
        for command in get_command(cli).commands.values()  # type: ignore[attr-defined]
        for parameter in command.params
        for option in parameter.opts
    }
    assert named <= known


@pytest.mark.parametrize("name", READMES)
def test_the_map_names_what_is_there(name: str) -> None:
    text = (REPOSITORY / name).read_text("utf-8")
    rows = re.findall(r"^\| (`(?:corpus|index|bot|tests)/[^|]*) \|", text, re.MULTILINE)
    assert rows
    for row in rows:
        parts = re.findall(r"`([^`]+)`", row)
        home = Path(parts[0]).parent if not parts[0].endswith("/") else Path(parts[0]).parents[0]
        for part in parts:
            assert (REPOSITORY / part).exists() or (REPOSITORY / home / part).exists(), part


def test_both_readmes_have_the_same_parts() -> None:
    texts = [(REPOSITORY / name).read_text("utf-8") for name in READMES]
    for pattern in (r"^#+ ", r"^\|", r"^```", r"^\d+\. "):
        counts = [len(re.findall(pattern, text, re.MULTILINE)) for text in texts]
        assert counts[0] == counts[1], pattern


@pytest.mark.parametrize("name", READMES)
def test_no_path_of_a_machine_is_named(name: str) -> None:
    assert not re.search(r"/(?:home|root|work|Users)/", (REPOSITORY / name).read_text("utf-8"))
