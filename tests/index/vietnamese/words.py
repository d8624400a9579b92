"""Vietnamese text for property tests."""

from hypothesis import strategies as st

_WORDS = (
    "hội nghị quận phường Mặt trận Tổ quốc ủy viên Thủy hòa họp quỹ người nghèo ông Đức bà Hiền trao tặng đã được cho"
    " tại ngày hội khuyến học nhà đại đoàn kết thuế Ứng Ước nguyễn Phẫu thuật khoẻ hoà uỷ tỷ kỳ Mỹ lý"
)
SYLLABLES = _WORDS.split()
LETTERS = "aàáảãạăằắẳẵặâầấẩẫậđeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵbcdghklmnpqrstvx"
VIETNAMESE = st.text(alphabet=st.sampled_from(LETTERS + LETTERS.upper() + " .,;:!?\n–-()“”…/%0123456789"), max_size=120)
ANY_TEXT = st.one_of(VIETNAMESE, st.text(max_size=60))
SENTENCE = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=8).map(" ".join)
