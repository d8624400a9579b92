"""A follow-up that the rules are unsure of is completed by the model, and only out of the conversation."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.budget import Budget
from index.engine import Engine, open_engine
from index.generate import OpenAIWriter
from index.generated_words import GeneratedWords
from index.options import AnswerMode, AnswerOptions, IndexOptions, LlmOptions, RetrieveOptions
from index.rewriting import RewriteCheck
from index.types import Answer, WrittenBy
from index.writer import Outcome
from tests.index.conftest import TODAY
from tests.llm_server import LlmServer, Reply, echo, say, serving
from tests.llm_server.outcomes import OutcomeCounter

FIRST = "Hội nghị lần thứ 7 của MTTQ quận Phú Lãng họp ngày nào?"
UNSURE = "Được mấy phiếu?"
COMPLETE = "Hội nghị lần thứ 7 của MTTQ quận Phú Lãng được mấy phiếu?"


@pytest.fixture(scope="module")
def server() -> Iterator[LlmServer]:
    with serving(echo) as running:
        yield running


@pytest.fixture(scope="module")
def counter() -> OutcomeCounter:
    return OutcomeCounter()


@pytest.fixture(scope="module")
def asked(
    index_options: IndexOptions, server: LlmServer, counter: OutcomeCounter, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    llm = LlmOptions.model_validate({"base_url": server.address, "model": "scripted"})
    answer = AnswerOptions(mode=AnswerMode.LLM, llm=llm)
    budget: Path = tmp_path_factory.mktemp("budget") / "llm.sqlite"
    writer = OpenAIWriter(llm, None, Budget(budget, 0, date.today))
    opened = open_engine(index_options, RetrieveOptions(), answer, today=lambda: TODAY, writer=writer, count=counter)
    yield opened
    opened.close()


@pytest.fixture
def earlier(engine: Engine) -> Answer:
    return engine.answer(FIRST)


def completing(text: str) -> Any:
    """Return a script that completes a question with ``text``, and echoes the evidence for an answer."""

    def script(request: dict[str, Any]) -> Reply:
        rewriting = "<cau_hoi_cuoi>" in request["messages"][-1]["content"]
        return say(text)(request) if rewriting else echo(request)

    return script


def test_the_completed_question_is_shown_to_retrieval(
    asked: Engine, server: LlmServer, counter: OutcomeCounter, earlier: Answer
) -> None:
    server.script = completing(COMPLETE)
    answer = asked.answer(UNSURE, [earlier])
    assert answer.question.search_text == COMPLETE
    assert answer.question.text == UNSURE
    assert "46/48 phiếu" in answer.text
    assert counter.counts()[Outcome.REWRITTEN] == 1


@pytest.mark.parametrize(
    "completed",
    [
        "Hội nghị lần thứ 8 của MTTQ quận Phú Lãng được mấy phiếu?",
        "Hội nghị lần thứ 7 của MTTQ quận Hà Đông được mấy phiếu?",
        "Ông Nguyễn Văn Tám ở MTTQ quận Phú Lãng được mấy phiếu?",
        "Năm 2023 MTTQ quận Phú Lãng được mấy phiếu?",
        "MTTQ quận Phú Lãng vận động được bao nhiêu tiền?",
        "How many votes were there?",
        "Được mấy phiếu? Xem http://x.example",
        "",
        "MTTQ quận Phú Lãng " * 200,
        "<b>Được mấy phiếu?</b>",
    ],
)
def test_what_invents_or_drops_is_not_taken(
    asked: Engine, engine: Engine, server: LlmServer, earlier: Answer, completed: str
) -> None:
    server.script = completing(completed)
    answer, ruled = asked.answer(UNSURE, [earlier]), engine.answer(UNSURE, [earlier])
    assert answer.question == ruled.question
    assert answer.citations == ruled.citations


@pytest.mark.parametrize(("text", "history"), [(FIRST, False), ("Ai dự hội nghị đó?", True)])
def test_where_the_rules_are_sure_the_model_is_not_asked(
    asked: Engine, server: LlmServer, earlier: Answer, text: str, history: bool
) -> None:
    server.script = echo
    server.requests.clear()
    asked.answer(text, [earlier] if history else [])
    assert not any("<cau_hoi_cuoi>" in request["messages"][-1]["content"] for request in server.requests)


def test_a_failing_completion_leaves_the_rules_answer(
    asked: Engine, engine: Engine, server: LlmServer, earlier: Answer
) -> None:
    server.script = lambda _: Reply(status=500)
    answer, ruled = asked.answer(UNSURE, [earlier]), engine.answer(UNSURE, [earlier])
    instead = replace(ruled, written_by=WrittenBy.QUOTES_INSTEAD)
    assert (answer.text, answer.written_by) == (instead.text, instead.written_by)


def test_a_year_or_name_of_the_question_itself_is_kept(earlier: Answer) -> None:
    check = RewriteCheck(GeneratedWords.load(), longest=200)
    text = "Còn năm 2031 thì sao?"
    assert check.admits("Năm 2031 hội nghị của MTTQ quận Phú Lãng thì sao?", text, [earlier])
    assert not check.admits("Hội nghị của MTTQ quận Phú Lãng thì sao?", text, [earlier])
