"""Inline mode: «@bot question» in any chat."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from bot.app import App
from tests.bot.fakes import ARTICLE, BODY, UNDATED, FakeEngine, answered, citation
from tests.bot.telegram_app.admin.house import wait_until
from tests.bot.telegram_app.running import log_of, running, texts, with_telegram
from tests.telegram_server import Fault, Person, TelegramServer

QUESTION = "Quỹ được bao nhiêu?"


@pytest.fixture
def lan(server: TelegramServer) -> Person:
    return server.person("Lan")


@pytest.fixture
def app(app: App) -> App:
    return with_telegram(app, inline_pause=0)


def offers(server: TelegramServer, query: str) -> Mapping[str, Any]:
    """Wait for the answer to an inline query."""
    server.wait_until(lambda: query in server.record.inline_answers, "an inline answer")
    return server.record.inline_answers[query][-1]


def wondered(engine: FakeEngine, start: str) -> list[str]:
    """Return what was asked that begins so; the bot itself asks examples."""
    return [words for words, _ in engine.asked if words.startswith(start)]


def sent(result: Mapping[str, Any]) -> str:
    """Return the text that a result sends."""
    return str(result["content"]["text"])


def test_a_question_is_offered_its_cited_answer_under_what_was_asked(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    with running(app, engine, server):
        given = offers(server, query := lan.ask_inline(f"  {QUESTION} "))
        lan.choose(query, given["results"][0]["id"])
    (result,) = given["results"]
    assert result["title"] == f"Về «{QUESTION}»: Quỹ Vì người nghèo vận động được 1,2 tỷ đồng."
    assert result["description"] == f"{ARTICLE.title} (03/02/2024, Báo Thử Nghiệm)"
    assert sent(result).startswith(f"Hỏi: {QUESTION}\n\nVề «{QUESTION}»")
    assert sent(result).endswith(f"[1] {result['description']}")
    kinds = {entity["type"] for entity in result["content"]["entities"]}
    assert kinds == {"expandable_blockquote", "text_link"}
    assert given["button"] is None
    assert (given["is_personal"], given["cache_time"] > 0) == (False, True)
    assert (server.record.sent, wondered(engine, QUESTION)) == ([], [QUESTION])


def test_several_quotes_and_further_evidence_can_be_sent_one_by_one(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    """A headline stands for a first line that only leads to quotes, and the bot for an article without address."""
    first, second = citation("1,2 tỷ đồng"), citation("Một câu.", UNDATED, 2)
    told = replace(
        answered(QUESTION), text="Các bài viết nêu:\n“1,2 tỷ đồng” [1]\n“Một câu.” [2]", citations=(first, second)
    )
    engine.answers[QUESTION] = replace(told, further=(citation("tổ chức hội nghị <tổng kết>", ARTICLE, 3),))
    with running(app, engine, server):
        given = offers(server, lan.ask_inline(QUESTION))
    titles = [result["title"] for result in given["results"]]
    assert titles == [ARTICLE.title, "“1,2 tỷ đồng”", "“Một câu.”", "“tổ chức hội nghị <tổng kết>”"]
    assert len({result["id"] for result in given["results"]}) == len(titles)
    assert sent(given["results"][3]) == (
        f"Hỏi: {QUESTION}\n\ntổ chức hội nghị <tổng kết>\n[1] {ARTICLE.title} (03/02/2024, Báo Thử Nghiệm)"
    )
    links = [entity["url"] for entity in given["results"][2]["content"]["entities"] if entity["type"] == "text_link"]
    assert links == ["https://t.me/hoidap_test_bot?start=bai_khong-ngay"]


def test_an_answer_longer_than_a_message_is_offered_by_its_quotes(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    long = replace(ARTICLE, id="dai", body=BODY * 60)
    quotes = (citation(BODY * 20, long, 1), citation(BODY * 20, long, 2))
    engine.answers[QUESTION] = replace(answered(QUESTION), text="Có [1] và [2]", citations=quotes)
    with running(app, engine, server):
        given = offers(server, lan.ask_inline(QUESTION))
    assert [result["title"][0] for result in given["results"]] == ["“", "“"]
    assert all(len(result["title"]) <= 101 for result in given["results"])


@pytest.mark.parametrize(
    "words, button", [("", "inline_hint"), ("quỹ", "inline_hint"), ("không có gì về việc này", "inline_none")]
)
def test_what_cannot_be_answered_has_a_button_that_leads_to_the_bot(
    app: App, server: TelegramServer, lan: Person, words: str, button: str
) -> None:
    with running(app, FakeEngine(), server):
        given = offers(server, lan.ask_inline(words))
        lan.say(f"/start {given['button']['start_parameter']}")
        server.wait_for_sent(1)
    assert given["results"] == []
    assert given["button"]["text"] == getattr(app.messages, button)
    assert texts(server.record.sent)[0].startswith(app.messages.telegram_start)


def test_of_what_is_written_in_one_go_only_the_last_is_answered_and_counted(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    app = with_telegram(app, inline_pause=0.3, limits={"user_per_minute": 1})
    with running(app, engine, server):
        early = [lan.ask_inline(words) for words in ("Quỹ nào", "Quỹ nào được", "Quỹ nào được bao")]
        assert offers(server, lan.ask_inline("Quỹ nào được bao nhiêu?"))["results"]
        assert offers(server, lan.ask_inline("Quỹ nào nữa?"))["button"]["text"] == app.messages.inline_refused
    assert wondered(engine, "Quỹ nào") == ["Quỹ nào được bao nhiêu?"]
    assert not any(query in server.record.inline_answers for query in early)


def test_an_answer_that_was_overtaken_is_not_sent(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    engine.delays["Hội nghị nào?"] = 0.3
    with running(app, engine, server):
        early = lan.ask_inline("Hội nghị nào?")
        wait_until(lambda: bool(wondered(engine, "Hội nghị nào?")), "the first to be thought about")
        assert offers(server, lan.ask_inline("Hội nghị nào gần đây?"))["results"]
    assert early not in server.record.inline_answers
    assert wondered(engine, "Hội nghị nào") == ["Hội nghị nào?", "Hội nghị nào gần đây?"]


def test_strangers_get_nothing_and_answers_for_some_are_theirs_alone(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    app = with_telegram(app, access={"users": [lan.id]})
    with running(app, engine, server):
        stranger = offers(server, server.person("Minh").ask_inline(QUESTION))
        served = offers(server, lan.ask_inline(QUESTION))
    assert (stranger["results"], stranger["cache_time"], stranger["is_personal"]) == ([], 0, True)
    assert stranger["button"]["text"] == app.messages.inline_refused
    assert (len(served["results"]), served["is_personal"]) == (1, True)


def test_html_that_telegram_refuses_goes_as_plain_text(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    server.fail("answerInlineQuery", Fault(400, "Bad Request: can't parse entities: unexpected end"))
    with running(app, engine, server):
        given = offers(server, lan.ask_inline(QUESTION))
    assert "“Quỹ Vì người nghèo vận động được 1,2 tỷ đồng.”" in sent(given["results"][0])


def test_a_late_answer_is_dropped_and_the_next_question_answered(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    server.fail("answerInlineQuery", Fault(400, "Bad Request: query is too old"))
    with running(app, engine, server):
        lan.ask_inline(QUESTION)
        server.wait_for_call("answerInlineQuery")
        assert offers(server, lan.ask_inline("Hội nghị nào?"))["results"]
    assert server.calls("answerInlineQuery") == 2
    assert QUESTION not in log_of(app)


def test_nothing_of_an_inline_question_is_kept_or_made_up_for_after_a_stop(
    app: App, engine: FakeEngine, server: TelegramServer, lan: Person
) -> None:
    app = with_telegram(app, inline_pause=5, stop_timeout=0)
    store = app.settings.telegram.store
    with running(app, engine, server):
        late = lan.ask_inline("một câu hỏi riêng tư")
        server.wait_until_fetched()
    kept = b"".join(file.read_bytes() for file in store.parent.glob(f"{store.name}*"))
    assert kept and "riêng tư".encode() not in kept
    with running(with_telegram(app, inline_pause=0), engine, server):
        assert offers(server, lan.ask_inline(QUESTION))["results"]
    assert late not in server.record.inline_answers
    assert wondered(engine, "một câu hỏi") == []
