"""Where a long text is cut: at the end of a sentence, and never within what belongs together."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from bot.render.cutting import cut_place, units

# Sentences as articles write them, with short forms, list numbers, dates and marks.
words = st.sampled_from(
    ["quận", "TP. Hà Nội", "ngày 20.10.2023", "1,2 tỷ đồng", "ThS. Lê Thử", "khóa V", "“Vì người nghèo”", "😀", "<&>"]
)
sentences = st.builds(
    lambda first, rest, end, mark: f"{first} {' '.join(rest)}{end}{mark}",
    st.sampled_from(["Hội nghị", "Quỹ", "Ủy ban MTTQ", "Đồng chí"]),
    st.lists(words, min_size=1, max_size=12),
    st.sampled_from([".", "!", "?", "…", ".”"]),
    st.sampled_from(["", " [1]", " [12]", " [1] [2]", "[3]"]),
)
texts = st.lists(sentences, min_size=2, max_size=20).map(" ".join)
signs = st.sampled_from(["a", "ộ", unicodedata.normalize("NFD", "ậ"), "👩‍👩‍👧", "👍🏽", "🇻🇳", "❤️", "[12]"])


@given(texts, st.integers(min_value=60, max_value=400))
def test_a_mark_stays_whole_and_with_its_words(text: str, limit: int) -> None:
    place = cut_place(text, limit)
    assert place > 0
    assert units(text[:place]) <= limit
    if place < len(text):
        assert not re.match(r"\s*\[", text[place:])
        assert not re.search(r"\[\d*$", text[:place])


@given(st.lists(sentences, min_size=8, max_size=12), st.integers(min_value=400, max_value=600))
def test_a_cut_stands_after_a_sentence_wherever_one_ends(parts: list[str], limit: int) -> None:
    text = " ".join(parts)
    ends = [len(" ".join(parts[:count])) for count in range(1, len(parts) + 1)]
    kept = text[: cut_place(text, limit)].rstrip()
    if units(text) > limit and any(limit / 2 < units(text[:end]) < limit for end in ends):
        assert len(kept) in ends


@given(st.lists(signs, min_size=10, max_size=60), st.integers(min_value=16, max_value=60))
def test_no_sign_is_cut_where_nothing_better_ends(parts: list[str], limit: int) -> None:
    text = "".join(parts)
    if units(text) <= limit:
        return
    borders, at = set(), 0
    for part in parts:
        at += len(part)
        borders.add(at)
    assert cut_place(text, limit) in borders


def test_what_cannot_be_kept_together_is_cut_all_the_same() -> None:
    assert cut_place("\u0301" * 50, 10) == 10
    assert cut_place("[" + "1" * 50, 10) == 10


def test_the_larger_the_unit_the_better() -> None:
    text = "Câu một dài. Câu hai dài hơn, có mệnh đề; hết.\n\nĐoạn sau.\nDòng sau. Câu nữa của dòng sau, và thêm"
    assert text[: cut_place(text, 75)].endswith("hết.\n\n")
    assert text[: cut_place(text, 40)].endswith("hơn, ")
    assert text[: cut_place(text, 22)].endswith("dài. ")


def test_a_stop_within_a_name_ends_no_sentence() -> None:
    text = "Hội nghị họp tại hội trường lớn. Quận họp cùng TP. Hà Nội và ThS. Lê Thử dự"
    assert text[: cut_place(text, 58)].endswith("lớn. ")


def test_a_number_that_begins_a_line_names_a_source_and_may_begin_a_message() -> None:
    text = "Một câu khá dài.\n[1] Tên bài báo rất dài"
    assert text[: cut_place(text, 25)] == "Một câu khá dài.\n"
