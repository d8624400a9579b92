"""The names of what a question asks for by its kind: movements, programmes, themes."""

from collections.abc import Callable

import pytest

from index.named_things import named_things
from index.sentence_words import SentenceWords
from index.types import Question
from index.vietnamese.normalise import strip_accents
from index.vietnamese.tokens import tokenise

MOVED = "Hội nghị phát động cuộc vận động “Toàn dân giữ sạch làng quê” và cuộc vận động Vì Trường Sa trong xã."
THEME = "Năm nay thực hiện chủ đề “Đoàn kết, sáng tạo”, các chi hội đã họp."


def names_in(question: str, text: str) -> list[str]:
    sentence = SentenceWords(text, tokenise(text), ())
    found = named_things(Question(question, search_text=question), sentence)
    return [text[span.start : span.end] for span in found]


@pytest.mark.parametrize("typed", [str, strip_accents])
def test_the_name_after_the_word_asked_for_is_found(typed: Callable[[str], str]) -> None:
    asked = typed("Xã phát động những cuộc vận động nào?")
    assert names_in(asked, MOVED) == ["Toàn dân giữ sạch làng quê", "Vì Trường Sa"]
    assert names_in(typed("Gia đình ông lập những quỹ nào?"), "Gia đình lập quỹ Hoàng Mây để giúp bà con.") == [
        "Hoàng Mây"
    ]
    assert names_in(typed("Chủ đề công tác năm nay là gì?"), THEME) == ["Đoàn kết, sáng tạo"]


def test_a_word_without_a_name_after_it_shows_nothing() -> None:
    assert names_in("Xã phát động những phong trào nào?", MOVED) == []
    assert names_in("Hội nghị bàn những gì?", MOVED) == []
    assert names_in("Có cuộc vận động nào?", "Các cuộc vận động, phong trào được đẩy mạnh.") == []
    assert names_in("Có cuộc vận động nào?", "cuộc vận động “chưa khép ngoặc") == []
