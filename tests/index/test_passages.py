"""Passages hold every sentence of a body once, at its exact place."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.article import CAPTION_MARK, Article
from index.options import PassageOptions
from index.passages import context_text, cut_passages
from index.types import Span
from index.vietnamese.sentences import split_sentences
from tests.index.invented import ARTICLES, MIDYEAR, OTHER_FUND
from tests.index.vietnamese.words import ANY_TEXT, SENTENCE

OPTIONS = PassageOptions()
PARAGRAPH = st.one_of(
    ANY_TEXT,
    st.lists(SENTENCE.map(lambda text: f"{text.capitalize()}."), min_size=1, max_size=9).map(" ".join),
    SENTENCE.map(lambda text: f"{CAPTION_MARK}{text}"),
)
BODIES = st.lists(PARAGRAPH, max_size=6).map("\n\n".join)
TARGETS = st.sampled_from([PassageOptions(target_characters=number) for number in (100, 250, 600)])


def article(body: str) -> Article:
    return Article("thu", "Quận họp", body)


def visible(text: str) -> str:
    return "".join(text.replace(CAPTION_MARK.strip(), "").split())


@given(BODIES, TARGETS)
def test_every_sentence_stands_in_one_passage_in_order(body: str, options: PassageOptions) -> None:
    passages = cut_passages(article(body), options)
    spans = [span for passage in passages for span in passage.sentences]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert visible("".join(body[span.start : span.end] for span in spans)) == visible(body)


@given(BODIES, TARGETS)
def test_offsets_are_exact_and_no_sentence_is_split(body: str, options: PassageOptions) -> None:
    whole = {(span.start, span.end) for span in split_sentences(body)}
    for ordinal, passage in enumerate(cut_passages(article(body), options)):
        assert passage.ordinal == ordinal
        assert passage.article_id == "thu"
        assert (passage.start, passage.end) == (passage.sentences[0].start, passage.sentences[-1].end)
        assert body[passage.start : passage.end] == passage.text
        if not passage.caption and CAPTION_MARK.strip() not in body:
            assert {(span.start, span.end) for span in passage.sentences} <= whole


@given(BODIES, TARGETS)
def test_a_passage_over_the_target_is_one_sentence_or_one_caption(body: str, options: PassageOptions) -> None:
    for passage in cut_passages(article(body), options):
        assert (
            passage.end - passage.start <= options.target_characters or len(passage.sentences) == 1 or passage.caption
        )


@given(BODIES)
def test_ids_are_deterministic_and_differ(body: str) -> None:
    passages = cut_passages(article(body), OPTIONS)
    assert passages == cut_passages(article(body), OPTIONS)
    assert len({passage.id for passage in passages}) == len(passages)


def test_captions_stand_alone_without_their_mark() -> None:
    captions = [passage for passage in cut_passages(OTHER_FUND, OPTIONS) if passage.caption]
    assert [passage.text for passage in captions] == ["Ông Nghiêm Đình Phú trao biển tượng trưng cho xã Đồng Lụa"]
    assert not any(CAPTION_MARK.strip() in passage.text for cut in ARTICLES for passage in cut_passages(cut, OPTIONS))


def test_short_paragraphs_share_a_passage_and_long_ones_are_cut() -> None:
    short = article("Quận họp.\n\nPhường họp.\n\nXã họp.")
    (passage,) = cut_passages(short, OPTIONS)
    assert passage.text == short.body
    assert len(passage.sentences) == 3
    long = article(" ".join(f"Phường số {number} đã họp bàn về quỹ vì người nghèo." for number in range(40)))
    assert len(cut_passages(long, PassageOptions(target_characters=200))) >= 40 * 50 // 200


def test_one_endless_sentence_is_one_passage() -> None:
    body = "Quận họp, " + "phường họp, " * 300 + "xã họp."
    (passage,) = cut_passages(article(body), OPTIONS)
    assert passage.sentences == (Span(0, len(body)),)


def test_an_id_changes_with_what_the_stores_keep() -> None:
    first = [passage.id for passage in cut_passages(MIDYEAR, OPTIONS)]
    assert first != [passage.id for passage in cut_passages(replace(MIDYEAR, title="Tên khác"), OPTIONS)]
    assert first != [passage.id for passage in cut_passages(replace(MIDYEAR, body="Thêm. " + MIDYEAR.body), OPTIONS)]


def test_the_encoder_reads_the_title_before_the_passage() -> None:
    passage = cut_passages(MIDYEAR, OPTIONS)[0]
    assert context_text(passage, MIDYEAR.title) == f"{MIDYEAR.title}\n{passage.text}"
