"""The commands that list meetings and funds, over a real index of invented articles."""

import csv
import io
import json
import re
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from bot.cli import main
from bot.messages import Messages
from bot.render.facts import print_funds, print_meetings
from corpus.article import Article
from corpus.store import write_article
from index.engine import open_engine
from index.options import AnswerOptions, IndexOptions, RetrieveOptions
from tests.bot.conftest import Result
from tests.index.facts.reporting import facts_of
from tests.index.invented import ARTICLES, FUND, MIDYEAR, OTHER_FUND

House = Callable[..., Result]
BODIES = {article.id: article.body for article in ARTICLES}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a config, the invented articles and their index."""
    made: Path = tmp_path_factory.mktemp("house")
    (made / "articles").mkdir()
    for article in ARTICLES:
        write_article(article, made / "articles", replace=True)
    (made / "config.yaml").write_text("corpus: {articles: articles}\nindex: {path: index}\n", "utf-8")
    with pytest.raises(SystemExit) as exit_:
        main(["--config", str(made / "config.yaml"), "index"])
    assert exit_.value.code == 0
    return made


@pytest.fixture
def house(folder: Path, capfd: pytest.CaptureFixture[str]) -> House:
    def run(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as exit_:
            main(["--config", str(folder / "config.yaml"), *arguments])
        captured = capfd.readouterr()
        return Result(int(exit_.value.code or 0), captured.out, captured.err)

    return run


def rows_of(result: Result) -> list[dict[str, Any]]:
    assert (result.code, result.err) == (0, "")
    rows: list[dict[str, Any]] = json.loads(result.out)
    for row in rows:
        assert BODIES[row["article_id"]][row["start"] : row["end"]] == row["quote"]
    return rows


def test_meetings_as_json_have_their_source_and_offsets(house: House) -> None:
    row = next(row for row in rows_of(house("meetings", "--json")) if row["article_id"] == MIDYEAR.id)
    assert (row["day"], row["ordinal"], row["title"]) == ("2024-07-18", "7", MIDYEAR.title)
    assert row["published"] == "2024-07-19T09:15:00+07:00"
    body = BODIES[MIDYEAR.id]
    for name in ("what", "organiser", "purpose"):
        start, end = row["spans"][name]
        assert body[start:end] == row[name]
    assert row["spans"]["place"] is None
    first, second = row["people"]
    assert (first["name"], first["office"]) == ("Trịnh Quang Lợi", "Phó Bí thư Thường trực Quận ủy")
    assert body[slice(*second["spans"]["name"])] == "Mạc Thị Hiền"


def test_funds_as_json_have_whole_amounts_and_iso_dates(house: House) -> None:
    rows = rows_of(house("funds", "--json", "--fund", "Vì người nghèo"))
    raised = {row["amount"]: row for row in rows}
    assert set(raised) == {"3275000000", "2840000000", "500000000", "4100000000", "610000000"}
    row = raised["3275000000"]
    assert (row["period_first"], row["period_last"], row["use"]) == ("2024-01-01", "2024-06-30", "raised")
    assert BODIES[row["article_id"]][slice(*row["spans"]["amount"])] == row["amount_written"] == "3,275 tỷ đồng"
    assert raised["4100000000"]["as_of"] == "2023-10-21"


@pytest.mark.parametrize(
    ("arguments", "articles"),
    [
        (["--place", "quận Phú Lãng"], [MIDYEAR.id, FUND.id]),
        (["--period", "quý IV 2023", "--place", "son khe"], [OTHER_FUND.id]),
        (["--period", "năm 2010"], []),
    ],
)
def test_meetings_are_filtered_by_place_and_period(house: House, arguments: list[str], articles: list[str]) -> None:
    assert [row["article_id"] for row in rows_of(house("meetings", "--json", *arguments))] == articles


def test_csv_reads_back_as_the_rows_of_the_json(house: House) -> None:
    for command in ("meetings", "funds"):
        result = house(command, "--csv")
        assert (result.code, result.err) == (0, "")
        read = list(csv.DictReader(io.StringIO(result.out)))
        rows = rows_of(house(command, "--json"))
        assert [row["quote"] for row in read] == [row["quote"] for row in rows]
        assert [int(row["start"]) for row in read] == [row["start"] for row in rows]
    assert set(read[0]) >= {"fund", "amount", "body", "period_first", "title", "published", "quote", "start", "end"}
    assert all(row["amount"].isdigit() for row in read)


def test_people_in_csv_stand_in_one_cell(house: House) -> None:
    read = list(csv.DictReader(io.StringIO(house("meetings", "--csv", "--place", "Phú Lãng").out)))
    assert read[0]["people"].startswith("Trịnh Quang Lợi (Phó Bí thư Thường trực Quận ủy); Mạc Thị Hiền (")


def test_lines_for_programs_have_no_frame(house: House) -> None:
    result = house("funds", "--fund", "cứu trợ")
    assert result.out.split("\t")[:2] == ["Cứu trợ", "1 tỷ 150 triệu đồng (thu)"]
    assert result.out.count("\n") == 1


def test_nothing_found_is_said_in_a_sentence_and_is_an_empty_list_in_json(house: House, messages: Messages) -> None:
    assert house("meetings", "--place", "Ba Đình") == Result(0, f"{messages.meetings_none}\n", "")
    assert house("funds", "--place", "Ba Đình") == Result(0, f"{messages.funds_none}\n", "")
    assert house("funds", "--place", "Ba Đình", "--json").out == "[]\n"
    assert house("funds", "--place", "Ba Đình", "--csv").out.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["funds", "--period", "hôm kìa"], "period “hôm kìa”: cannot be read; write one as in “năm 2019”"),
        (["meetings", "--period", "31/02/2023"], "period “31/02/2023”"),
        (["meetings", "--place", "?"], "place “?”: no name in it"),
        (["funds", "--json", "--csv"], "--csv: --json was given as well"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_exit_code_2(house: House, arguments: list[str], expected: str) -> None:
    result = house(*arguments)
    assert (result.code, result.out) == (2, "")
    assert expected in result.err
    assert result.err.count("\n") == 1


def test_tables_for_people_fit_80_columns_and_keep_every_word(folder: Path, messages: Messages) -> None:
    engine = open_engine(IndexOptions(path=folder / "index"), RetrieveOptions(), AnswerOptions())
    written = io.StringIO()
    console = Console(file=written, width=80, force_terminal=True, color_system=None, markup=False)
    meetings, funds = engine.meetings(), engine.funds()
    engine.close()
    print_meetings(console, meetings, messages)
    print_funds(console, funds, messages)
    lines = written.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    shown = set(re.findall(r"\w+", written.getvalue()))
    assert {messages.heading_day, "Hiền", "Thạch", "Bích"} <= shown
    assert "18/07/2024" in written.getvalue()
    assert _words_of(meetings, funds) <= shown


def _words_of(meetings: list[Any], funds: list[Any]) -> set[str]:
    """Return the words of names and titles that a table has to show whole."""
    named = [fact.what.value for _, fact in meetings] + [article.title for article, _ in (*meetings, *funds)]
    return {word for text in named for word in re.findall(r"\w+", text)}


def test_control_characters_of_an_article_do_not_reach_the_terminal(messages: Messages) -> None:
    article = Article("x", "Tin \x1b[31mđỏ", "Ngày 4/1/2024, quận tổ chức hội nghị \x1b[2J lớn.")
    written = io.StringIO()
    console = Console(file=written, width=80, force_terminal=True, color_system=None, markup=False)
    print_meetings(console, [(article, fact) for fact in facts_of(article).meetings], messages)
    assert "[2J" in written.getvalue()
    assert "\x1b[" not in written.getvalue()


def test_articles_are_filtered_by_place_and_time_of_publication(folder: Path) -> None:
    options = IndexOptions(path=folder / "index")
    with closing(open_engine(options, RetrieveOptions(), AnswerOptions())) as engine:
        everything = engine.articles()
        area = MIDYEAR.area or ""
        placed, dated = engine.articles(place=area), engine.articles(period="tháng 7/2024")
        assert engine.articles(place="quận Không Đâu") == []
    assert MIDYEAR.id in {one.id for one in placed}
    assert 0 < len(placed) < len(everything)
    assert dated == [one for one in everything if one.published and one.published.strftime("%Y-%m") == "2024-07"]
    assert MIDYEAR.id in {one.id for one in dated}
