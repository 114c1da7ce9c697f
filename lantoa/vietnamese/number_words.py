"""Numbers as they are said in Vietnamese: 1015 is "một nghìn không trăm mười lăm", 2026 "hai nghìn không trăm hai mươi
sáu". The rules are those of primary schools: linh for an empty ten, mốt, tư and lăm after tens, "không trăm" and
"không nghìn" for what is empty between."""

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ("", "nghìn", "triệu")
_BILLION = 1_000_000_000


def number_words(number: int) -> str:
    """A whole number in words."""
    if number < 0:
        return "âm " + number_words(-number)
    if number == 0:
        return DIGITS[0]
    above, rest = divmod(number, _BILLION)
    if not above:
        return _below_billion(rest, is_first=True)
    head = f"{number_words(above)} tỷ"
    return f"{head} {_below_billion(rest, is_first=False)}" if rest else head


def digit_words(digits: str) -> str:
    """Each digit by itself, as telephone numbers are said."""
    return " ".join(DIGITS[int(one)] for one in digits if one.isdecimal())


def decimal_words(whole: str, fraction: str) -> str:
    """ "12", "05" is "mười hai phẩy không năm"."""
    zeros = len(fraction) - len(fraction.lstrip("0"))
    rest = fraction[zeros:]
    said = [DIGITS[0]] * zeros
    if rest:
        said.append(number_words(int(rest)) if len(rest) <= 3 else digit_words(rest))
    return f"{number_words(int(whole))} phẩy {' '.join(said)}"


def month_words(month: int) -> str:
    """The fourth month is "tư", never "bốn"."""
    return "tư" if month == 4 else number_words(month)


def ordinal_words(number: int) -> str:
    """After "thứ", "lần thứ": nhất, hai, ba, tư …"""
    return {1: "nhất", 4: "tư"}.get(number) or number_words(number)


def _below_billion(number: int, *, is_first: bool) -> str:
    """Groups of three; once something was said before, a group says what it lacks ("không trăm", "không nghìn")."""
    groups = [number // 1_000_000, number // 1_000 % 1_000, number % 1_000]
    said: list[str] = []
    for place, group in enumerate(groups):
        scale = _SCALES[2 - place]
        if group:
            said.append(f"{_below_thousand(group, is_first=is_first and not said)} {scale}".strip())
        elif (said or not is_first) and any(groups[place + 1 :]):
            said.append(f"không {scale}")
    return " ".join(said)


def _below_thousand(number: int, *, is_first: bool) -> str:
    hundreds, rest = divmod(number, 100)
    said = [] if is_first and not hundreds else [f"{DIGITS[hundreds]} trăm"]
    if rest:
        said.append(_below_hundred(rest, has_hundreds=bool(said)))
    return " ".join(said)


def _below_hundred(number: int, *, has_hundreds: bool) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return f"linh {DIGITS[ones]}" if has_hundreds else DIGITS[ones]
    ten = "mười" if tens == 1 else f"{DIGITS[tens]} mươi"
    if not ones:
        return ten
    after = {5: "lăm"} if tens == 1 else {1: "mốt", 4: "tư", 5: "lăm"}
    return f"{ten} {after.get(ones, DIGITS[ones])}"
