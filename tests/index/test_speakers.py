"""Who speaks in a sentence, where the report names them once and then calls them by their office or not at all."""

import pytest

from index.grammar import Grammar
from index.holders import HolderFinder
from index.speakers import SpeakerFinder
from index.vietnamese.names import Names

HIEN = ("mac", "thi", "hien")
INTRODUCED = (
    "Sáng 18/7, đồng chí Mạc Thị Hiền - Chủ tịch Ủy ban MTTQ Việt Nam huyện Sơn Khê làm Trưởng đoàn đã làm việc với xã."
)


@pytest.fixture(scope="module")
def finder() -> SpeakerFinder:
    names = Names.load()
    return SpeakerFinder(names, HolderFinder(names, Grammar.load().offices))


def speaker_of(finder: SpeakerFinder, body: str, sentence: str) -> tuple[str, ...] | None:
    return finder.speakers(body).get(body.index(sentence))


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("Phát biểu tại buổi làm việc, đồng chí Chủ tịch Ủy ban MTTQ Việt Nam huyện ghi nhận kết quả của xã.", HIEN),
        ("Đồng chí Chủ tịch đề nghị xã sớm kiện toàn Ban Thanh tra nhân dân.", HIEN),
        ("Đồng chí Chủ tịch UBND huyện đề nghị xã sớm kiện toàn Ban Thanh tra nhân dân.", None),
        ("Đồng chí Chủ tịch Ủy ban MTTQ Việt Nam tỉnh đề nghị xã sớm kiện toàn Ban Thanh tra.", None),
        ("Đồng chí Phó Chủ tịch Ủy ban MTTQ Việt Nam huyện đề nghị xã sớm kiện toàn.", None),
        ("Hội nghị kết thúc lúc 11 giờ.", None),
        ("Ông Doãn Thu Bảo đề nghị xã sớm kiện toàn Ban Thanh tra nhân dân.", ("doan", "thu", "bao")),
        ("Ông Doãn Thu Bảo và bà Tạ Thị Minh đề nghị xã sớm kiện toàn.", None),
    ],
)
def test_an_office_stands_for_the_one_person_introduced_with_it(
    finder: SpeakerFinder, sentence: str, speaker: tuple[str, ...] | None
) -> None:
    assert speaker_of(finder, f"{INTRODUCED} {sentence}", sentence) == speaker


@pytest.mark.parametrize(
    "sentence",
    [
        "Đồng thời, yêu cầu xã quản lý tốt các loại quỹ.",
        "Đồng chí cũng lưu ý xã giữ gìn đoàn kết.",
        "Tiếp tục đổi mới nội dung giám sát.",
    ],
)
def test_a_speech_runs_on_without_a_subject_until_another_is_told_of(finder: SpeakerFinder, sentence: str) -> None:
    opening = "Bà Mạc Thị Hiền ghi nhận kết quả của xã."
    other = "Đại diện xã Đồng Lụa tiếp thu các ý kiến."
    assert speaker_of(finder, f"{opening} {sentence}", sentence) == HIEN
    assert speaker_of(finder, f"{opening}\n\n{other} {sentence}", sentence) is None


def test_two_who_hold_the_same_office_are_not_told_apart(finder: SpeakerFinder) -> None:
    both = "Dự có ông Doãn Thu Bảo - Chủ tịch MTTQ xã; bà Tạ Thị Minh - Chủ tịch MTTQ xã."
    sentence = "Đồng chí Chủ tịch MTTQ xã đề nghị hỗ trợ."
    assert speaker_of(finder, f"{both} {sentence}", sentence) is None
