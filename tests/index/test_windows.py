"""Long sentences are cut at clause marks, within the length, around what scores best."""

from hypothesis import given
from hypothesis import strategies as st

from index.types import Span
from index.windows import best_run, best_window

_BODY = "Sáng 17/10, Ban Vận động tổ chức lễ; 37 đơn vị dự; quỹ nhận 2,84 tỷ đồng, vượt kế hoạch; lễ bế mạc."


def test_a_short_sentence_stays_whole() -> None:
    assert best_window(_BODY, Span(0, len(_BODY)), 500, lambda run: 0.0) == Span(0, len(_BODY))


def test_the_run_with_the_answer_is_taken_and_never_cuts_a_number() -> None:
    run = best_window(_BODY, Span(0, len(_BODY)), 45, lambda run: float("2,84" in _BODY[run[0].start : run[-1].end]))
    assert "2,84 tỷ đồng" in _BODY[run.start : run.end]
    assert len(run) <= 45


def test_a_quote_begins_where_its_item_does() -> None:
    body = "Đoàn nghe ba việc: Kiểm tra sổ sách; công tác phòng, chống dịch ở các xã; kết quả vận động Quỹ của năm."
    run = best_window(body, Span(0, len(body)), 60, lambda run: float("chống dịch" in body[run[0].start : run[-1].end]))
    assert body[run.start : run.end].startswith("công tác phòng, chống dịch")


@given(st.text(alphabet="ab ,;.–\n", min_size=1, max_size=300), st.integers(min_value=5, max_value=80))
def test_a_window_lies_in_the_sentence_and_within_the_length(body: str, longest: int) -> None:
    sentence = Span(0, len(body))
    run = best_window(body, sentence, longest, len) if body.strip() else sentence
    assert 0 <= run.start <= run.end <= len(body)
    assert len(run) <= longest or not body.strip()


def test_where_sentences_are_short_more_of_them_are_quoted() -> None:
    odds = [0.1, 0.8, 0.1]
    short = [Span(0, 110), Span(111, 220), Span(221, 330)]
    long = [Span(0, 220), Span(221, 440), Span(441, 660)]
    assert best_run(short, odds, 1, longest=800, cost=0.001) == range(3)
    assert best_run(long, odds, 1, longest=800, cost=0.001) == range(1, 2)
