"""Vietnamese from before Unicode: TCVN3 (ABC) and VNI, whose letters were other alphabets' codes in a special font.

Such text reaches us as Latin letters ("TiÕng ViÖt", "Tieáng Vieät"): as bytes of a plain file, or as the characters of
a Word or PDF file whose font is .VnTime or VNI-Times. TCVN3 is TCVN 5712:1993 VN2; the capital fonts (.VnTimeH) draw
its small letters as capitals.
"""

import re
import unicodedata
from typing import Literal

Legacy = Literal["tcvn3", "vni"]

_TCVN3_LETTERS = (
    "\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TCVN3 = {0xA0 + place: letter for place, letter in enumerate(_TCVN3_LETTERS)}

# VNI writes the plain vowel and then a letter that stands for its marks.
_VNI_MARKS = {
    "ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "â": "\u0302", "à": "\u0302\u0300", "á": "\u0302\u0301", "å": "\u0302\u0309", "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306", "è": "\u0306\u0300", "é": "\u0306\u0301", "ú": "\u0306\u0309", "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}  # fmt: skip
_VNI_LETTERS = {"ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ"}
_VNI_LETTERS |= {legacy.upper(): letter.upper() for legacy, letter in _VNI_LETTERS.items()}
_VNI_MARK_CLASS = "".join(_VNI_MARKS) + "".join(_VNI_MARKS).upper()
_VNI_VOWEL = re.compile(rf"([aeouyAEOUYôöÔÖ])([{_VNI_MARK_CLASS}])")
_VNI_SINGLE = str.maketrans(_VNI_LETTERS)

# Letters of other alphabets that old fonts and PDF writers leave where Vietnamese ones were drawn.
_LOOKALIKES = {"ƣ": "ư", "Ƣ": "Ư", "Ð": "Đ", "Ɖ": "Đ", "ð": "đ"}

_LOST_U = re.compile("(?<=[a-z\u00a8-\u00ff])-|-(?=[a-z\u00a8-\u00ff])")
_WORD = re.compile(r"[^\W\d_]+")
_MODERN = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")  # letters that no legacy text can hold
_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnpqrstvx])?"
    r"(?:uyê|uya|uyu|uôi|ươi|ươu|iêu|yêu|oai|oao|oay|oeo|uây|"
    r"ai|ao|au|âu|ay|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|oo|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|[aăâeêioôơuưy])"
    r"(?:ch|nh|ng|[cmnpt])?"
)


def mend_lookalikes(text: str) -> str:
    """`text` with letters that only look Vietnamese (Ƣ for Ư, Ð for Đ) as the letters they stand for."""
    for wrong, right in _LOOKALIKES.items():
        if wrong in text:  # far quicker than str.translate, and nearly never so
            text = text.replace(wrong, right)
    return text


def from_tcvn3(text: str) -> str:
    """Unicode for text whose characters are TCVN3 codes (read as Latin-1, as Windows-1258, or as a symbol font's)."""
    return _TCVN3_CODES.sub(lambda run: _plain_codes(run[0]).translate(_TCVN3), text)


def with_lost_u(text: str) -> str:
    """TCVN3 codes with ư where a PDF reader gives a hyphen: the code of ư is the soft hyphen of other alphabets."""
    return _LOST_U.sub("\u00ad", text)


def from_vni(text: str) -> str:
    """Unicode for text whose characters are VNI Windows codes (read as Windows-1252 or as a symbol font's)."""
    codes = _SYMBOL_FONT.sub(lambda code: chr(ord(code[0]) - 0xF000), text)
    marked = _VNI_VOWEL.sub(_vni_letter, codes)
    return unicodedata.normalize("NFC", marked.translate(_VNI_SINGLE)).translate(_VNI_BACK)


def decode(text: str, encoding: Legacy) -> str:
    """Unicode for `text` in a legacy `encoding`."""
    return from_tcvn3(text) if encoding == "tcvn3" else from_vni(text)


def legacy_font(name: str) -> Legacy | None:
    """Which legacy encoding a font by this name needs (.VnTime, VNI-Times, with a PDF's subset prefix or without)."""
    bare = name.rsplit("+", maxsplit=1)[-1].strip().lower()
    if bare.startswith((".vn", "vntime", "vnarial")):
        return "tcvn3"
    return "vni" if bare.startswith("vni") else None


def is_capital_font(name: str) -> bool:
    """Whether a TCVN3 font draws small letters as capitals (.VnTimeH, .VnArialH)."""
    return legacy_font(name) == "tcvn3" and re.split("[,-]| bold", name.strip(), flags=re.I)[0].endswith("H")


def decode_for_font(text: str, font: str) -> str:
    """`text` as a reader sees it in `font`; text already in Unicode stays, whatever its font says."""
    encoding = legacy_font(font)
    if encoding is None or _MODERN.search(text):
        return text
    plain = decode(text, encoding)
    return plain.upper() if is_capital_font(font) else plain


def likeness(text: str) -> float:
    """The share of words with letters beyond ASCII that could be Vietnamese syllables, 0 where there are none."""
    words = [word for word in _WORD.findall(unicodedata.normalize("NFC", text)) if not word.isascii()]
    if not words:
        return 0.0
    return sum(map(_is_syllable, words)) / len(words)


def legacy_encoding(text: str) -> Legacy | None:
    """The legacy encoding that `text` is still in: the one that makes Vietnamese of it, if it is none as it stands."""
    if text.isascii():
        return None
    sample = text[:40_000]
    if len(_MODERN.findall(sample)) > len(sample) / 200:
        return None
    scores: dict[Legacy, float] = {"tcvn3": likeness(from_tcvn3(sample)), "vni": likeness(from_vni(sample))}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] > 0.7 and scores[best] > likeness(sample) + 0.2 else None


def decode_bytes(data: bytes) -> str:
    """The text of a plain file: UTF-8 or UTF-16 where it is that, else whichever old code page makes Vietnamese."""
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(codec, errors="replace")
    if b"\0" in data[:2000]:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_code_page(data)


def _decode_code_page(data: bytes) -> str:
    sample = data[:40_000]
    readings = {
        "cp1258": unicodedata.normalize("NFC", sample.decode("cp1258", errors="replace")),
        "tcvn3": from_tcvn3(sample.decode("latin-1")),
        "vni": from_vni(sample.decode("cp1252", errors="replace")),
    }
    best = max(readings, key=lambda name: likeness(readings[name]))
    if likeness(readings[best]) < 0.5:
        return data.decode("utf-8", errors="replace")
    if best == "cp1258":
        return data.decode("cp1258", errors="replace")
    return from_tcvn3(data.decode("latin-1")) if best == "tcvn3" else from_vni(data.decode("cp1252", errors="replace"))


def _is_syllable(word: str) -> bool:
    small = unicodedata.normalize("NFD", word.lower())
    toneless, tones = _TONE.subn("", small)
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", toneless)) is not None


def _vni_letter(pair: re.Match[str]) -> str:
    """A vowel and its marks in Unicode; ô and ö are already ơ and ư, kept apart from what the last step turns."""
    vowel = pair[1].translate(_VNI_SINGLE)
    letter = unicodedata.normalize("NFC", vowel + _VNI_MARKS[pair[2].lower()])
    return letter.translate(_VNI_AWAY)


# Letters that _VNI_SINGLE would turn a second time wait in the private use area.
_VNI_AWAY = {ord(letter): 0xE000 + place for place, letter in enumerate(_VNI_LETTERS)}
_VNI_BACK = {0xE000 + place: letter for place, letter in enumerate(_VNI_LETTERS)}
_SYMBOL_FONT = re.compile("[\uf020-\uf0ff]")
_TCVN3_CODES = re.compile("[\u00a1-\u00ff\u0100-\u02ff\u0300-\u0323\u20ab\uf0a0-\uf0ff]+")


def _plain_codes(text: str) -> str:
    """Latin-1 characters for codes that came through a symbol font or through Windows-1258."""
    return "".join(_plain_code(char) for char in text)


def _plain_code(char: str) -> str:
    if char <= "\u00ff":
        return char
    if "\uf000" < char <= "\uf0ff":
        return chr(ord(char) - 0xF000)
    try:
        return char.encode("cp1258").decode("latin-1")
    except UnicodeEncodeError:
        return char
