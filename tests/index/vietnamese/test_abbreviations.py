"""Short forms, found by the words they stand for."""

import pytest

from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.normalise import fold, normalise
from index.vietnamese.tokens import document_terms, search_terms, tokenise


def words(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


def test_the_table_is_in_one_spelling(abbreviations: Abbreviations) -> None:
    assert abbreviations.long_forms
    for short, long in abbreviations.long_forms.items():
        assert short == normalise(short)
        assert list(long) == words(" ".join(long)), short
    for spelling, proper in abbreviations.informal.items():
        assert spelling == normalise(spelling)
        assert fold(proper) != fold(spelling)


def test_each_long_form_gives_its_short_form(abbreviations: Abbreviations) -> None:
    for short, long in abbreviations.long_forms.items():
        assert short in abbreviations.short_forms(["tại", *long, "họp"])
        assert fold(short) in abbreviations.short_forms(["tai", *(fold(word) for word in long), "hop"])


# Short form, what it stands for: each is found by the other, with accents and without.
DOMAIN = (
    ("MTTQ", "Mặt trận Tổ quốc"), ("UBMTTQ", "Ủy ban Mặt trận Tổ quốc"),
    ("UBMTTQVN", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
    ("UBTWMTTQVN", "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam"), ("UBTƯMTTQVN", "Ủy ban Trung ương MTTQ Việt Nam"),
    ("UBTƯ", "Ủy ban Trung ương"), ("UBND", "Ủy ban nhân dân"), ("HĐND", "Hội đồng nhân dân"),
    ("UVTV", "Ủy viên Thường vụ"), ("BTV", "Ban Thường vụ"), ("BCH", "Ban Chấp hành"), ("BTT", "Ban Thường trực"),
    ("LĐLĐ", "Liên đoàn Lao động"), ("CCB", "cựu chiến binh"), ("LHPN", "Liên hiệp Phụ nữ"), ("TDP", "tổ dân phố"),
    ("TTND", "thanh tra nhân dân"), ("GSĐTCĐ", "giám sát đầu tư cộng đồng"), ("KT-XH", "kinh tế - xã hội"),
    ("KTXH", "kinh tế xã hội"), ("ANQP", "an ninh quốc phòng"), ("GPMB", "giải phóng mặt bằng"),
    ("ĐĐK", "đại đoàn kết"), ("ATTP", "an toàn thực phẩm"), ("NTM", "nông thôn mới"), ("VSMT", "vệ sinh môi trường"),
    ("ĐBQH", "đại biểu Quốc hội"), ("TXCT", "tiếp xúc cử tri"), ("HTCT", "hệ thống chính trị"),
    ("CTMTTQ", "công tác Mặt trận Tổ quốc"), ("CTMTTQ", "Chủ tịch Mặt trận Tổ quốc"),
    ("TTĐT", "trật tự đô thị"), ("TTĐT", "thông tin điện tử"), ("TT", "thị trấn"), ("TT", "thường trực"),
    ("PBXH", "phản biện xã hội"), ("BCĐ", "ban chỉ đạo"), ("ĐVTN", "đoàn viên thanh niên"), ("NCC", "người có công"),
)  # fmt: skip


@pytest.mark.parametrize(("short", "long"), DOMAIN)
@pytest.mark.parametrize("typed", [str, fold])
def test_a_short_form_of_the_domain_and_its_long_form_find_each_other(
    short: str, long: str, typed: type[str], abbreviations: Abbreviations
) -> None:
    def terms(form: str) -> set[str]:  # as stored: separated by spaces
        return set(" ".join(document_terms(words(typed(form)), abbreviations, folded=typed is not str)).split())

    asked = [part for word in words(typed(short)) for part in abbreviations.joined.get(word, (word,))]
    assert terms(long) & set(search_terms(asked, abbreviations))
    assert terms(short) & set(search_terms(words(typed(long)), abbreviations))


def test_what_has_several_meanings_is_never_spelled_out(abbreviations: Abbreviations) -> None:
    assert abbreviations.spelled_out(["tt", "ttđt", "btc"], folded=False) == ["tt", "ttđt", "btc"]
    assert abbreviations.written_out("TT Trâu Quỳ") == "TT Trâu Quỳ"


def test_part_of_a_long_form_gives_nothing() -> None:
    table = Abbreviations.of({"hnd": "hội nông dân"}, {})
    assert table.short_forms(["hội", "nông"]) == []
    assert table.short_forms(["hội", "nông", "nghiệp"]) == []
    assert table.short_forms([]) == []


def test_short_forms_are_spelled_out_joined_ones_too() -> None:
    table = Abbreviations.of({"lđlđ": "liên đoàn lao động", "vn": "việt nam", "tt": "thị trấn"}, {})
    assert table.spelled_out(words("LĐLĐVN họp"), folded=False) == words("liên đoàn lao động việt nam họp")
    assert table.spelled_out(words("ldldvn hop"), folded=True) == words("lien doan lao dong viet nam hop")
    assert table.spelled_out(words("ttvn vnlđlđ"), folded=False) == ["ttvn", "vnlđlđ"]  # too short to be told apart


def test_a_document_is_found_by_either_form() -> None:
    table = Abbreviations.of({"mttq": "mặt trận tổ quốc", "ubmttq": "ủy ban mặt trận tổ quốc", "vn": "việt nam"}, {})
    full = set(document_terms(words("Ủy ban Mặt trận Tổ quốc Việt Nam"), table, folded=False))
    assert {"mttq", "ubmttq", "vn", "trận_tổ", "quốc_việt"} <= full
    for short in ("Ủy ban MTTQ Việt Nam", "UBMTTQ VN", "UBMTTQVN"):
        terms = document_terms(words(short), table, folded=False)
        assert full | {*words(short)} <= set(terms)
        assert len(terms) == len(set(terms))
    assert document_terms(["họp", "dân"], table, folded=False) == ["họp", "dân", "họp_dân"]


def test_old_tone_placement_in_the_table_is_mended() -> None:
    table = Abbreviations.of({"ubx": "uỷ ban xã"}, {"hoà": "hòa nhã"})
    assert table.short_forms(words("Ủy ban xã")) == ["ubx"]
    assert list(table.informal) == ["hòa"]
