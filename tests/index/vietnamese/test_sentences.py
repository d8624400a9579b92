"""Sentences and clauses cover a text once, in order."""

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from index.vietnamese.sentences import split_clauses, split_sentences
from tests.index.vietnamese.words import ANY_TEXT, SENTENCE


def visible(text: str) -> str:
    return "".join(text.split())


def written(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


def assert_covers(text: str, spans: list[Span], whole: Span) -> None:
    assert all(len(span) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    pieces = written(text, spans)
    assert all(piece == piece.strip() for piece in pieces)
    assert visible("".join(pieces)) == visible(text[whole.start : whole.end])


@given(ANY_TEXT)
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    spans = split_sentences(text)
    assert_covers(text, spans, Span(0, len(text)))
    assert not any("\n" in piece for piece in written(text, spans))


@given(ANY_TEXT)
def test_clauses_hold_every_visible_character_of_their_sentence(text: str) -> None:
    for sentence in split_sentences(text):
        assert_covers(text, split_clauses(text, sentence), sentence)


@given(st.lists(SENTENCE.map(lambda words: f"{words[0].upper()}{words[1:]}."), min_size=1, max_size=4))
def test_plain_sentences_are_found_as_written(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert "".join(written(text, split_sentences(text))).replace(" ", "") == text.replace(" ", "")
    long_enough = [sentence for sentence in sentences if len(sentence.split()) > 2]
    if len(long_enough) == len(sentences):
        assert written(text, split_sentences(text)) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Quỹ nhận 2.615.000 đồng từ TP. Trà Sa và ông Ng. Văn Bảo.",
        "Tỷ lệ đạt 97.5 phần trăm so với kế hoạch.",
        "Dự hội nghị có PGS. TS. Cù Hải Đăng và đ/c. Mạc Thị Hiền.",
        "1. Kiện toàn tổ chức của Mặt trận.",
        "Ông nói: “Còn sức thì còn góp” rồi cười.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert written(text, split_sentences(text)) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quỹ nhận 5 tỷ đồng. Phường chi 2 tỷ đồng.", ["Quỹ nhận 5 tỷ đồng.", "Phường chi 2 tỷ đồng."]),
        ("Ai họp hôm nay? Cả phường họp!\nHọp xong.", ["Ai họp hôm nay?", "Cả phường họp!", "Họp xong."]),
        ("Có nhà, có đường… Dân vui lắm.", ["Có nhà, có đường…", "Dân vui lắm."]),
        ("Bà kể lại. “Tôi góp mãi.” Ai cũng phục.", ["Bà kể lại.", "“Tôi góp mãi.”", "Ai cũng phục."]),
        ("Họp Cụm thi đua số 2. Quận Phú Lãng dẫn đầu.", ["Họp Cụm thi đua số 2.", "Quận Phú Lãng dẫn đầu."]),
        ("Bầu Ủy viên khóa V. Bà Hiền trúng cử.", ["Bầu Ủy viên khóa V.", "Bà Hiền trúng cử."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences_of_news(text: str, expected: list[str]) -> None:
    assert written(text, split_sentences(text)) == expected


def test_clauses_end_at_marks_and_not_inside_numbers() -> None:
    text = "Quận thu 2,615 tỷ đồng, vượt 12,5% kế hoạch; phường (14 đơn vị) góp 1.250.000 đồng: đủ cả – rất tốt."
    assert written(text, split_clauses(text, Span(0, len(text)))) == [
        "Quận thu 2,615 tỷ đồng,",
        "vượt 12,5% kế hoạch;",
        "phường (14 đơn vị)",
        "góp 1.250.000 đồng:",
        "đủ cả –",
        "rất tốt.",
    ]


def test_splitting_loads_no_more_of_underthesea_than_its_sentence_tokenizer() -> None:
    program = (
        "import sys; from index.vietnamese.sentences import split_sentences\n"
        "print(len(split_sentences('Quỹ nhận 5 tỷ đồng. Phường chi 2 tỷ đồng.')))\n"
        "print(*(name for name in sys.modules if name.startswith('underthesea')))"
    )
    run = subprocess.run([sys.executable, "-X", "utf8", "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["2"]
