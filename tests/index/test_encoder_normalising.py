"""What Python does of a tokenizer's normalisation changes no token."""

from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from index.encoder import load_encoder
from index.encoder.normalising import take_first_steps
from index.encoder.static import StaticEncoder
from index.encoder.tables import TokenTables

TABLES = TokenTables.load(load_encoder("default"))
FOLDERS = ("accented", "model")
ALONE = {folder: Tokenizer.from_file(f"index/encoder/{folder}/tokenizer.json") for folder in FOLDERS}
VIETNAMESE = st.text("AĂÂĐÊÔƠƯaáàảãạăâđêôơưuủỷyỳiıİoòỏnghtm 0123.,-\n\u0300\u0301\u0323\u031b")
# Beyond, the tables of Python and of the library are of different versions of Unicode.
SETTLED = st.text(st.characters(max_codepoint=0x2FFF))


@given(VIETNAMESE | SETTLED)
@example("ΟΔΟΣ Σ ΑΣ.")
@example("ngày 05/08, 2.05 và 0,07 hay 100 m² ٠1 0١ 05½ ½05 005 \u0488 \u20d0 \x1c \x85 \u2028 \u180e　x")
@example("Mặt trận\n\nTổ quốc \n Việt\t Nam")
@example("QUỸ “VÌ BIỂN” 07/08/2023, 012.500 đ … ½ ﬁ Ⅷ")
def test_tokens_are_those_of_the_tokenizer_alone(text: str) -> None:
    tables: dict[str, StaticEncoder] = {"accented": TABLES.accented, "model": TABLES.folded}
    for folder, encoder in tables.items():
        assert encoder.token_ids([text]) == [ALONE[folder].encode(text, add_special_tokens=False).ids]


def test_python_does_all_steps_of_both_tokenizers() -> None:
    assert [len(take_first_steps(Tokenizer.from_str(alone.to_str()))) for alone in ALONE.values()] == [19, 6]


def test_a_tokenizer_that_seeks_tokens_in_what_was_written_keeps_its_steps() -> None:
    tokenizer = Tokenizer.from_str(ALONE["accented"].to_str())
    tokenizer.add_special_tokens(["[HỎI]"])
    assert take_first_steps(tokenizer) == []
    assert tokenizer.encode("[HỎI] Họp").ids[0] == tokenizer.token_to_id("[HỎI]")
