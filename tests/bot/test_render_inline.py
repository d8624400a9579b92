"""What inline mode offers, whatever was asked and quoted: a text that Telegram takes, and two short lines."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from bot.messages import load_messages
from bot.render.cutting import units
from bot.render.inline import render_offers
from bot.render.telegram import MESSAGE_UNITS
from corpus.article import Article
from index.types import Answer, Question, Status
from tests.bot.fakes import citation, not_found
from tests.telegram_server.entities import parse_html

MESSAGES = load_messages()
TEXTS = st.text(min_size=1, max_size=1500)


@given(st.lists(TEXTS, min_size=1, max_size=14), st.text(max_size=256), st.text(max_size=3000), st.integers(0, 14))
def test_every_offer_can_be_sent_and_chosen(quotes: list[str], asked: str, text: str, told: int) -> None:
    article = Article(id="bai", title="Bài & <b>", body="".join(quotes))
    cited = tuple(citation(quote, article, number) for number, quote in enumerate(quotes, start=1))
    told = max(1, told)
    answer = Answer(Question(asked), Status.ANSWERED, text, cited[:told], further=cited[told:])
    offers = render_offers(answer, MESSAGES, "hoidap_bot")
    assert len(offers) <= 10
    for offer in offers:
        shown, _ = parse_html(offer.text.html)
        assert 0 < units(shown) <= MESSAGE_UNITS
        assert 0 < units(offer.text.plain) <= MESSAGE_UNITS
        assert 0 < len(offer.title) <= 101 and "\n" not in offer.title
        assert 0 < len(offer.description) <= 161


def test_where_nothing_was_found_nothing_is_offered() -> None:
    nearest = replace(not_found("quỹ nào?"), further=())
    assert render_offers(nearest, MESSAGES, "hoidap_bot") == []
