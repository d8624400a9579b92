"""The program as its user runs it, in processes of its own, on the repository's articles and a page of another site."""

import json
import os
import subprocess
import sys
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[1]
PAGE = """Huyện Sơn Khê tổng kết Tháng cao điểm “Vì người nghèo” năm 2023

21/10/2023 - 09:15 AM
Chiều ngày 20/10/2023, Ủy ban MTTQ Việt Nam huyện Sơn Khê tổ chức hội nghị tổng kết Tháng cao điểm “Vì người nghèo”.
Quỹ “Vì người nghèo” của huyện đã tiếp nhận 4,1 tỷ đồng, trong đó xã Đồng Lụa ủng hộ 610 triệu đồng.
Tạ Minh

Các tin tức khác
Lịch tiếp công dân tháng 11
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a config, a copy of the articles and their index."""
    folder = tmp_path_factory.mktemp("house")
    copytree(REPOSITORY / "corpus" / "articles", folder / "articles")
    (folder / "config.yaml").write_text(
        "corpus: {articles: articles}\nindex: {path: var/index}\nlogging: {file: var/hoidap.log}\n", "utf-8"
    )
    assert run(folder, "index").returncode == 0
    return folder


def run(house: Path, *arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run hoidap with the house's config."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("HOIDAP", "TELEGRAM"))}
    return subprocess.run(
        [sys.executable, "-m", "bot", "--config", str(house / "config.yaml"), *arguments],
        input=given,
        capture_output=True,
        encoding="utf-8",
        cwd=REPOSITORY,
        env=environment,
        check=False,
    )


def _checked(house: Path, answer: dict[str, Any]) -> None:
    for citation in answer["citations"]:
        article = json.loads(run(house, "article", citation["article_id"], "--json").stdout)
        assert article["body"][citation["start"] : citation["end"]] == citation["quote"]
        assert f"[{citation['n']}]" in answer["text"]


def test_a_question_is_answered_with_a_citation_that_checks(house: Path) -> None:
    done = run(house, "ask", "--json", "Hội nghị của Cụm Thi đua số 2 diễn ra ngày nào?")
    answer = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert answer["status"] == "answered"
    assert "9/11" in answer["text"]
    assert answer["citations"][0]["published"] == "2022-11-09T21:14:00+07:00"
    _checked(house, answer)


def test_a_batch_keeps_order_and_conversations(house: Path) -> None:
    lines = [
        {"id": 1, "q": "Dân số Hà Nội là bao nhiêu?"},
        {"id": "b", "turns": ["Cụm Thi đua số 2 có bao nhiêu mô hình tiêu biểu?", "Còn số cuộc giám sát thì sao?"]},
    ]
    done = run(house, "ask", "--batch", "-", given="\n".join(json.dumps(line) for line in lines))
    refused, followed = (json.loads(line) for line in done.stdout.splitlines())
    assert (refused["id"], refused["status"], refused["citations"]) == (1, "not_found", [])
    assert (followed["id"], followed["status"]) == ("b", "answered")
    assert "503" in followed["text"]


def test_a_page_that_is_added_is_answered_from_at_once(house: Path, tmp_path: Path) -> None:
    page = tmp_path / "trang.txt"
    page.write_text(PAGE, "utf-8")
    assert run(house, "add", str(page)).returncode == 0
    answer = json.loads(run(house, "ask", "--json", "Quỹ Vì người nghèo huyện Sơn Khê được bao nhiêu?").stdout)
    assert "4,1 tỷ đồng" in answer["text"]
    _checked(house, answer)


def test_lines_piped_in_are_answered_and_the_program_ends(house: Path) -> None:
    done = run(house, "run", given="Hội nghị quận Hoàn Kiếm diễn ra ngày nào?\n")
    assert done.returncode == 0
    assert "21/02/2019" in done.stdout


def test_a_missing_index_is_one_line_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text("index: {path: none}\n", "utf-8")
    done = run(tmp_path, "ask", "Hội nghị diễn ra ngày nào?")
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "hoidap index" in done.stderr
