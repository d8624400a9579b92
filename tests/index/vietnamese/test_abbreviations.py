"""Short forms, found by the words they stand for."""

from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.normalise import fold, normalise
from index.vietnamese.tokens import document_terms, tokenise


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
