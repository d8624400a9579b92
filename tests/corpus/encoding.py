"""Writes Vietnamese in the encodings of before Unicode, by tables of the tests' own."""

from unicodedata import normalize

_TCVN3_LOWER = (
    "à:B5 ả:B6 ã:B7 á:B8 ạ:B9 ằ:BB ẳ:BC ẵ:BD ắ:BE ặ:C6 ầ:C7 ẩ:C8 ẫ:C9 ấ:CA ậ:CB è:CC ẻ:CE ẽ:CF é:D0 ẹ:D1 ề:D2 ể:D3 "
    "ễ:D4 ế:D5 ệ:D6 ì:D7 ỉ:D8 ĩ:DC í:DD ị:DE ò:DF ỏ:E1 õ:E2 ó:E3 ọ:E4 ồ:E5 ổ:E6 ỗ:E7 ố:E8 ộ:E9 ờ:EA ở:EB ỡ:EC ớ:ED "
    "ợ:EE ù:EF ủ:F1 ũ:F2 ú:F3 ụ:F4 ừ:F5 ử:F6 ữ:F7 ứ:F8 ự:F9 ỳ:FA ỷ:FB ỹ:FC ý:FD ỵ:FE Ă:A1 Â:A2 Ê:A3 Ô:A4 Ơ:A5 Ư:A6 "
    "Đ:A7 ă:A8 â:A9 ê:AA ô:AB ơ:AC ư:AD đ:AE"
)
_TCVN3 = {pair[0]: bytes.fromhex(pair[2:]) for pair in _TCVN3_LOWER.split()}
_VNI_TONES = {"\u0301": 0xF9, "\u0300": 0xF8, "\u0309": 0xFB, "\u0303": 0xF5, "\u0323": 0xEF}
_VNI_CIRCUMFLEX = {"": 0xE2, "\u0301": 0xE1, "\u0300": 0xE0, "\u0309": 0xE5, "\u0303": 0xE3, "\u0323": 0xE4}
_VNI_BREVE = {"": 0xEA, "\u0301": 0xE9, "\u0300": 0xE8, "\u0309": 0xFA, "\u0303": 0xFC, "\u0323": 0xEB}
_VNI_SINGLE = {"đ": 0xF1, "í": 0xED, "ì": 0xEC, "ỉ": 0xE6, "ĩ": 0xF3, "ị": 0xF2, "ỵ": 0xEE}
_VNI_HORN = {"o": 0xF4, "u": 0xF6}


def as_cp1258(text: str) -> bytes:
    """Encode in Windows-1258: letters with hat, breve or horn whole, the tone after them as a mark."""
    written = b""
    for letter in normalize("NFC", text):
        try:
            written += letter.encode("cp1258")
        except UnicodeEncodeError:
            bare, tone = _without_tone(letter)
            written += bare.encode("cp1258") + tone.encode("cp1258")
    return written


def as_tcvn3(text: str) -> bytes:
    """Encode in TCVN3; capitals with tones, which it has not, as small letters."""
    written = b""
    for letter in normalize("NFC", text):
        written += _TCVN3.get(letter) or _TCVN3.get(letter.lower()) or letter.encode("cp1252")
    return written


def as_vni(text: str) -> bytes:
    """Encode in VNI; a mark is a capital where its letter is one."""
    return b"".join(_vni_letter(letter) for letter in normalize("NFC", text))


def _vni_letter(letter: str) -> bytes:
    if letter.isascii() or letter in "“”–…":
        return letter.encode("cp1252")
    small, shift = letter.lower(), 0x20 * letter.isupper()
    if small in _VNI_SINGLE:
        return bytes([_VNI_SINGLE[small] - shift])
    bare, tone = _without_tone(small)
    base, *shape = list(normalize("NFD", bare))
    if shape == ["\u031b"]:
        return bytes([_VNI_HORN[base] - shift]) + (bytes([_VNI_TONES[tone] - shift]) if tone else b"")
    marks = {"\u0302": _VNI_CIRCUMFLEX, "\u0306": _VNI_BREVE}[shape[0]] if shape else _VNI_TONES
    return (base.upper() if shift else base).encode() + bytes([marks[tone] - shift])


def _without_tone(letter: str) -> tuple[str, str]:
    decomposed = normalize("NFD", letter)
    tone = next((mark for mark in decomposed if mark in _VNI_TONES), "")
    return normalize("NFC", decomposed.replace(tone, "") if tone else decomposed), tone
