"""How much a word says, and how the table of counts is made."""

import gzip
import json
import math
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from index.vietnamese.counting import bound_pairs, count, main, read_texts, table
from index.vietnamese.frequencies import Frequencies, Word
from index.vietnamese.normalise import fold
from tests.index.vietnamese.words import SYLLABLES

SHIPPED = Frequencies.load()
SMALL = Frequencies.of(
    {"": 1000, "mặt": 300, "trận": 200, "mặt trận": 150, "tổ": 50, "tổ quốc": 40, "quốc": 60, "mát": 5}
)


def test_rare_words_say_more() -> None:
    assert SHIPPED.weight("và") < SHIPPED.weight("quận") < SHIPPED.weight("hiến") < SHIPPED.weight("xyzzy")
    assert SHIPPED.weight("va", accented=False) < SHIPPED.weight("hien", accented=False)


def test_weight_is_the_inverse_document_frequency() -> None:
    assert SMALL.weight("mặt") == pytest.approx(math.log(1001 / 300.5))
    assert SMALL.weight("lạ") == pytest.approx(math.log(1001 / 0.5))


def test_words_that_fold_alike_are_counted_together() -> None:
    assert SMALL.folded["mat"] == 305
    assert SMALL.weight("mat", accented=False) == pytest.approx(math.log(1001 / 305.5))


def test_numbers_weigh_the_same() -> None:
    assert SMALL.weight("2024") == SMALL.weight("7") == SHIPPED.weight("99")


def test_bound_pairs_are_one_word() -> None:
    found = SMALL.words(["của", "mặt", "trận", "tổ", "quốc"])
    assert [(word.first, word.last) for word in found] == [(0, 0), (1, 2), (3, 4)]
    assert SMALL.words(["mat", "tran"], accented=False) == [Word(0, 1, SMALL.weight("mặt trận"))]
    assert SMALL.words([]) == []


@given(st.lists(st.sampled_from(SYLLABLES).map(fold)), st.booleans())
def test_words_cover_every_syllable_once(syllables: list[str], accented: bool) -> None:
    words = SHIPPED.words(syllables, accented=accented)
    positions = [position for word in words for position in range(word.first, word.last + 1)]
    assert positions == list(range(len(syllables)))
    assert all(word.weight >= 0 for word in words)


@given(st.lists(st.sampled_from([*SYLLABLES, "7", "2024"])))
def test_alone_are_the_words_of_one_syllable(syllables: list[str]) -> None:
    assert SHIPPED.alone(syllables) == [word.first for word in SHIPPED.words(syllables) if word.first == word.last]


def test_the_more_common_of_two_pairs_wins() -> None:
    counts = {"": 1000, "thi": 90, "đua": 60, "yêu": 60, "thi đua": 20, "đua yêu": 30}
    assert Frequencies.of(counts).alone(["thi", "đua", "yêu"]) == [0]


def test_every_shipped_count_is_possible() -> None:
    assert SHIPPED.texts > 10_000
    assert all(0 < number <= SHIPPED.texts for number in SHIPPED.counts.values())


def test_texts_are_read_plain_and_packed(tmp_path: Path) -> None:
    lines = [{"title": "Họp quận", "body": ["Một.", {"more": "Hai."}], "n": 3}, "Ba"]
    data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    plain, packed = tmp_path / "texts.jsonl", tmp_path / "texts.jsonl.zst"
    plain.write_bytes(data)
    packed.write_bytes(zstandard.ZstdCompressor().compress(data))
    assert list(read_texts(plain)) == list(read_texts(packed)) == ["Họp quận. Một.. Hai.", "Ba"]


def test_counting_texts_and_pairs() -> None:
    texts = ["Mặt trận họp. Mặt trận 2024", "bỏ qua", "Quận họp", "bỏ qua"]
    counts = count(iter(texts), every=2)
    assert counts.texts == 2
    assert counts.syllable_texts["họp"] == 2
    assert counts.syllables["mặt"] == 2
    assert counts.syllable_texts["mặt"] == 1
    assert "2024" not in counts.syllables
    assert "bỏ" not in counts.syllables
    assert ("mặt", "trận") in bound_pairs(counts)
    assert table(counts)[0] == "\t2"


def test_the_table_that_is_written_is_the_table_that_is_read(tmp_path: Path) -> None:
    source, output = tmp_path / "texts.jsonl", tmp_path / "table.gz"
    source.write_text("\n".join(json.dumps("Mặt trận họp quận") for _ in range(8)), "utf-8")
    main(str(output), str(source))
    first = output.read_bytes()
    main(str(output), str(source))
    assert output.read_bytes() == first
    rows = [line.split("\t") for line in gzip.decompress(first).decode().split("\n")]
    frequencies = Frequencies.of({word: int(number) for word, number in rows})
    assert frequencies.texts == 2
    assert frequencies.counts["quận"] == 2
