"""A passage as numbers: the same sentences in every spelling, packed and unpacked."""

from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from index.encoder.tables import TokenTables
from index.passage_terms import PassageTerms, Run, read_terms, syllable_numbers
from index.types import Encoder, Passage, Span
from index.vietnamese.abbreviations import Abbreviations
from index.vietnamese.tokens import spellings

NUMBERS = st.lists(st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=5), max_size=4)


def passage(*sentences: str, start: int = 0) -> Passage:
    """Return a passage of these sentences, a space between them, at ``start`` of its article."""
    spans, position = [], start
    for sentence in sentences:
        spans.append(Span(position, position + len(sentence)))
        position += len(sentence) + 1
    return Passage("a:0:0", "a", 0, start, position, " ".join(sentences), tuple(spans))


@given(NUMBERS, NUMBERS)
def test_what_is_packed_comes_back(first: list[list[int]], second: list[list[int]]) -> None:
    terms = PassageTerms(*(Run.of(numbers) for numbers in (first, second, first, second, second)))
    again = PassageTerms.unpack(terms.pack())
    assert again.pack() == terms.pack()
    assert again.folded.items.tolist() == [number for sentence in second for number in sentence]
    assert [again.accented.sentence(place).tolist() for place in range(len(first))] == first
    assert bool(again) is bool(first)


def test_syllables_and_tokens_of_each_sentence(encoder: Encoder) -> None:
    tables = TokenTables.load(encoder)
    first, second = "Quỹ Vì người nghèo quận Ba Gò.", "Ủng hộ 2,5 tỷ đồng."
    (terms,) = read_terms([(passage(first, second, start=40), "Hội nghị quý II")], tables, Abbreviations.load())
    for place, sentence in enumerate((first, second)):
        spelled, bare = spellings(sentence)
        assert terms.accented.sentence(place).tolist() == syllable_numbers(spelled)
        assert terms.folded.sentence(place).tolist() == syllable_numbers(bare)
        assert terms.accented_tokens.sentence(place).tolist() == tables.accented.token_ids([sentence])[0]
        assert terms.folded_tokens.sentence(place).tolist() == tables.folded.token_ids([sentence])[0]
    assert terms.title.sentence(0)[2] == crc32("quý".encode())
    assert terms.title.sentence(1)[2] == crc32(b"quy")


def test_a_sentence_without_a_word_is_left_out(encoder: Encoder) -> None:
    tables = TokenTables.load(encoder)
    bare, filled = read_terms(
        [(passage("***", "🙂"), ""), (passage("***", "Có chữ."), "")], tables, Abbreviations.load()
    )
    assert not bare
    assert len(filled.accented.starts) == len(filled.folded_tokens.starts) == 1


def test_short_forms_are_read_in_full(encoder: Encoder) -> None:
    tables = TokenTables.load(encoder)
    short, long = read_terms(
        [
            (passage("UBMTTQVN họp, HĐND xã dự."), "MTTQ"),
            (passage("Ủy ban Mặt trận Tổ quốc Việt Nam họp, Hội đồng nhân dân xã dự."), "Mặt trận Tổ quốc"),
        ],
        tables,
        Abbreviations.load(),
    )
    assert short.pack() == long.pack()


def test_the_tables_tell_accents_apart_or_not(encoder: Encoder) -> None:
    tables = TokenTables.load(encoder)
    assert tables.accented.token_ids(["quý"]) != tables.accented.token_ids(["quỹ"])
    assert tables.folded.token_ids(["quý"]) == tables.folded.token_ids(["quỹ"])
