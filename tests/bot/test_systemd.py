"""The unit for systemd: as systemd reads it, with the folders of the config, and nothing else to be written."""

import re
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.bot.conftest import Cli


def printed(cli: Cli, config: Path, folder: str = "var") -> str:
    (config.parent / folder).mkdir(exist_ok=True)
    (config.parent / "var" / "index").mkdir(parents=True, exist_ok=True)
    result = cli("service")
    assert (result.code, result.err) == (0, "")
    return result.out


def parsed(text: str) -> ConfigParser:
    unit = ConfigParser(interpolation=None, strict=True)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # systemd's keys keep their capitals
    unit.read_string(text)
    return unit


def test_it_names_this_python_this_config_and_the_folders_to_be_written(cli: Cli, config: Path) -> None:
    service = parsed(printed(cli, config))["Service"]
    assert service["ExecStart"] == f"{sys.executable} -m bot --config {config} run"
    assert service["User"] == config.owner()
    assert service["WorkingDirectory"] == str(config.parent)
    assert service["ReadWritePaths"].split() == [str(config.parent / "articles"), str(config.parent / "var")]
    assert "$" not in re.sub(r"^#.*$", "", printed(cli, config), flags=re.MULTILINE)


def test_it_waits_for_as_long_as_a_stop_may_take(cli: Cli, config: Path) -> None:
    with config.open("a", encoding="utf-8") as file:
        file.write("telegram: {stop_timeout: 40, request_timeout: 15}\n")
    assert int(parsed(printed(cli, config))["Service"]["TimeoutStopSec"]) > 40 + 2 * 15


def test_a_fault_that_has_to_be_mended_is_not_tried_again(cli: Cli, config: Path) -> None:
    service = parsed(printed(cli, config))["Service"]
    assert (service["Restart"], service["RestartPreventExitStatus"]) == ("on-failure", "2")


def test_a_folder_that_is_missing_is_told_with_its_mend(cli: Cli, config: Path) -> None:
    result = cli("service")
    assert result.code == 2
    assert f"mkdir -p {config.parent / 'var' / 'index'}" in result.err


def test_a_path_with_odd_characters_stays_one_path(cli: Cli, config: Path) -> None:
    odd = config.parent / "50% của $tôi"
    odd.mkdir()
    with config.open("a", encoding="utf-8") as file:
        file.write(f"logging: {{file: '{odd}/a.log'}}\n")
    assert f'"{config.parent}/50%% của $tôi"' in parsed(printed(cli, config))["Service"]["ReadWritePaths"]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
@pytest.mark.parametrize("folder", ["var", "50% của $tôi"])
def test_systemd_understands_all_of_it(cli: Cli, config: Path, tmp_path: Path, folder: str) -> None:
    with config.open("a", encoding="utf-8") as file:
        file.write(f"logging: {{file: '{config.parent}/{folder}/a.log'}}\n")
    path = tmp_path / "hoidap.service"
    path.write_text(printed(cli, config, folder), encoding="utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(path)], capture_output=True, text=True, timeout=60, check=False
    )
    ours = [line for line in (verified.stdout + verified.stderr).splitlines() if "hoidap.service" in line]
    assert ours == []
