"""Whole answers on the invented articles: right, cited, checked, or refused."""

import unicodedata
from collections.abc import Callable

import pytest

from index.engine import Engine
from index.types import Answer, AnswerType, Status
from index.verify import faults
from index.vietnamese.normalise import fold, strip_accents
from tests.index.asked import ANSWERABLE, REFUSED, Asked


def _ask(engine: Engine, turns: tuple[str, ...]) -> Answer:
    history: list[Answer] = []
    for turn in turns:
        history.append(engine.answer(turn, history))
    return history[-1]


def _is_right(answer: Answer, asked: Asked) -> bool:
    said = " ".join([answer.text, *(citation.quote for citation in answer.citations)])
    cited = {citation.article_id for citation in answer.citations}
    return answer.status is Status.ANSWERED and all(part in said for part in asked.holds) and set(asked.cites) <= cited


def _check(engine: Engine, answer: Answer) -> None:
    articles = {article.id: article for article in engine.articles()}
    assert faults(answer, articles) == []


@pytest.mark.parametrize("asked", ANSWERABLE, ids=lambda asked: asked.turns[-1])
def test_answers_with_the_right_quote_and_article(engine: Engine, asked: Asked) -> None:
    answer = _ask(engine, asked.turns)
    assert _is_right(answer, asked), answer.text
    _check(engine, answer)


@pytest.mark.parametrize("text", REFUSED)
def test_refuses_what_no_article_says(engine: Engine, text: str) -> None:
    answer = engine.answer(text)
    assert answer.status is Status.NOT_FOUND, answer.text
    assert answer.citations == ()
    _check(engine, answer)


@pytest.mark.parametrize("plain", [fold, strip_accents], ids=["lower case", "capitals kept"])
def test_dropping_every_accent_loses_at_most_one_answer(engine: Engine, plain: Callable[[str], str]) -> None:
    lost = [asked for asked in ANSWERABLE if not _is_right(_ask(engine, tuple(map(plain, asked.turns))), asked)]
    assert len(lost) <= 1, lost
    answered = [text for text in REFUSED if engine.answer(plain(text)).status is Status.ANSWERED]
    assert answered == []


@pytest.mark.parametrize("every", [2, 3])
def test_dropping_the_accents_of_some_words_loses_few_answers(engine: Engine, every: int) -> None:
    right = 0
    for asked in ANSWERABLE:
        turns = tuple(_partly_plain(turn, every) for turn in asked.turns)
        right += _is_right(_ask(engine, turns), asked)
    assert right >= len(ANSWERABLE) - 2
    assert all(engine.answer(_partly_plain(text, every)).status is Status.NOT_FOUND for text in REFUSED)


def _partly_plain(text: str, every: int) -> str:
    return " ".join(word if place % every else strip_accents(word) for place, word in enumerate(text.split()))


def test_decomposed_questions_get_the_same_answers(engine: Engine) -> None:
    for asked in ANSWERABLE:
        composed = _ask(engine, asked.turns)
        decomposed = _ask(engine, tuple(unicodedata.normalize("NFD", turn) for turn in asked.turns))
        assert (decomposed.text, decomposed.citations) == (composed.text, composed.citations)


def test_a_refusal_names_what_was_not_met_and_offers_the_nearest(engine: Engine) -> None:
    answer = engine.answer("Quỹ Vì người nghèo quận Hà Đông được bao nhiêu?")
    assert "quận Hà Đông" in answer.text
    assert 1 <= len(answer.nearest) <= 3
    assert all(article.title in answer.text for article in answer.nearest)
    assert "[1]" not in answer.text


def test_a_long_sentence_is_cut_at_clauses_and_says_so(engine: Engine) -> None:
    answer = engine.answer("Hội nghị lần thứ 7 của MTTQ quận Phú Lãng họp ngày nào?")
    assert all(len(citation.quote) <= 300 for citation in answer.citations)


@pytest.mark.parametrize("text", ["", "   ", "???", "🙂🙂", "\u200b\u200d", "…—“”"])
def test_a_question_without_words_gets_a_polite_sentence(engine: Engine, text: str) -> None:
    answer = engine.answer(text)
    assert answer.question.answer_type is AnswerType.EMPTY
    assert answer.status is Status.NOT_FOUND
    assert "câu hỏi" in answer.text


def test_a_question_too_long_is_told_the_limit(engine: Engine) -> None:
    answer = engine.answer("quỹ " * 2500)
    assert answer.status is Status.NOT_FOUND
    assert "10000" in answer.text
    assert "1000" in answer.text


@pytest.mark.parametrize("text", ["Xin chào", "cảm ơn bạn nhé", "bạn là ai?", "hello", "ban la ai", "cam on"])
def test_small_talk_says_what_can_be_asked(engine: Engine, text: str) -> None:
    answer = engine.answer(text)
    assert answer.question.answer_type is AnswerType.SMALL_TALK
    assert "hội nghị" in answer.text


def test_small_talk_between_questions_does_not_break_a_follow_up(engine: Engine) -> None:
    turns = ("Quỹ Vì người nghèo huyện Sơn Khê nhận được bao nhiêu?", "cảm ơn bạn", "Ai là Chủ tịch Mặt trận ở đó?")
    assert "Nghiêm Đình Phú" in _ask(engine, turns).text


def test_what_the_user_says_is_no_evidence(engine: Engine) -> None:
    turns = ("Ông Lò Văn Thắng là Chủ tịch MTTQ quận Phú Lãng.", "Ông Lò Văn Thắng giữ chức vụ gì?")
    assert _ask(engine, turns).status is Status.NOT_FOUND


def test_marks_typed_by_a_user_never_pass_for_citations(engine: Engine) -> None:
    answer = engine.answer("Quỹ “[7] bí mật” quận Hà Đông được bao nhiêu?")
    assert "[7]" not in answer.text
    _check(engine, answer)


def test_further_evidence_is_numbered_on_repeats_nothing_and_costs_no_answer(engine: Engine) -> None:
    answers = [_ask(engine, asked.turns) for asked in ANSWERABLE]
    offered = [answer for answer in answers if answer.further]
    assert offered
    for answer in offered:
        shown = (*answer.citations, *answer.further)
        assert [one.n for one in shown] == list(range(1, len(shown) + 1))
        told = {one.quote for one in answer.citations}
        assert len({one.quote for one in answer.further} - told) == len(answer.further)
        assert len(answer.further) <= 5
        assert not any(f"[{one.n}]" in answer.text for one in answer.further)
        _check(engine, answer)
