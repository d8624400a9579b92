"""What stands after a command, read as a place, a period and a fund."""

from datetime import date

import pytest

from bot.filter_words import FilterWords, read_filter_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", FilterWords()),
        ("quận Hà Đông", FilterWords(place="quận Hà Đông")),
        ("ở quận Hà Đông trong năm 2019", FilterWords(place="quận Hà Đông", period="năm 2019")),
        ("quý II 2023", FilterWords(period="quý II 2023")),
        ("năm 2019 của phường Láng Hạ", FilterWords(place="phường Láng Hạ", period="năm 2019")),
        ("Vì người nghèo thị xã Sơn Tây", FilterWords(place="thị xã Sơn Tây", fund="Vì người nghèo")),
        ("Thanh Xuân tháng 7/2023", FilterWords(place="Thanh Xuân", period="tháng 7/2023", loose=True)),
        ("quan thanh xuan nam 2023", FilterWords(place="quan thanh xuan", period="nam 2023")),
        ("?!", FilterWords()),
    ],
)
def test_words_are_read_as_they_are_written(text: str, words: FilterWords) -> None:
    assert read_filter_words(text, date(2024, 5, 1)) == words
