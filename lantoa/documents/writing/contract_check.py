"""Is a JSON object the contract of a plan? Every fault is one sentence in Vietnamese that names the key."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from lantoa.documents.writing.refusal import UnusableInput
from lantoa.vietnamese.text import squeeze

Check = Callable[[Any, str], Any]  # a value and its key's path: the value cleaned, or UnusableInput

CHANNEL_KINDS: tuple[str, ...] = (
    "portal",
    "social",
    "press",
    "broadcast",
    "meeting",
    "training",
    "contest",
    "print",
    "posting",
)
CHANNEL_KINDS += ("hotline", "qr", "bookcase", "theatre", "dialogue", "other")
TIMING_KINDS = ("continuous", "quarter", "month", "date", "range", "periodic", "external", "none")
PERIODS = ("6_thang", "nam", "quy", "thang", "dot_xuat")
_DEPTH = 8  # headings below headings; deeper than any numbering of the decree
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")
_DAY_OF_YEAR = re.compile(r"\d{2}-\d{2}")


def checked(data: Any) -> dict[str, Any]:
    """The contract with every key present and every text squeezed; UnusableInput where something is not as agreed."""
    if not isinstance(data, Mapping) or "kind" not in data:
        raise UnusableInput("Tệp JSON không phải là dữ liệu của một kế hoạch: thiếu khóa “kind”.")
    if data["kind"] != "ke_hoach":
        raise UnusableInput("Tệp JSON không mô tả một kế hoạch: khóa “kind” phải là “ke_hoach”.")
    return {key: check(data.get(key), key) for key, check in _FIELDS.items()}


def _text(value: Any, key: str) -> str:
    if not isinstance(value, str):
        raise UnusableInput(f"Khóa “{key}” phải là một chuỗi chữ.")
    if _UNPRINTABLE.search(value):
        raise UnusableInput(f"Khóa “{key}” chứa ký tự không in được; hãy xóa ký tự đó.")
    return squeeze(value)


def _filled(value: Any, key: str) -> str:
    text = _text(value, key)
    if not text:
        raise UnusableInput(f"Khóa “{key}” không được để trống.")
    return text


def _maybe(check: Check) -> Check:
    return lambda value, key: None if value is None else check(value, key) or None


def _each(check: Check) -> Check:
    def run(value: Any, key: str) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise UnusableInput(f"Khóa “{key}” phải là một danh sách.")
        return [check(item, f"{key}[{place}]") for place, item in enumerate(value)]

    return run


def _object(**fields: Check) -> Check:
    def run(value: Any, key: str) -> dict[str, Any]:
        if not isinstance(value, Mapping):
            raise UnusableInput(f"Khóa “{key}” phải là một đối tượng JSON.")
        return {name: check(value.get(name), f"{key}.{name}") for name, check in fields.items()}

    return run


def _one_of(*choices: str) -> Check:
    def run(value: Any, key: str) -> str:
        if value not in choices:
            raise UnusableInput(f"Khóa “{key}” phải là một trong: {', '.join(choices)}.")
        return str(value)

    return run


def _day(value: Any, key: str) -> str:
    text = _text(value, key)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise UnusableInput(f"Khóa “{key}” phải là một ngày có thật, viết như “2023-03-10”.") from None


def _day_or_month(value: Any, key: str) -> str:
    text = _text(value, key)
    return text if _MONTH.fullmatch(text) else _day(text, key)


def _day_of_year(value: Any, key: str) -> str:
    text = _text(value, key)
    try:
        if _DAY_OF_YEAR.fullmatch(text):
            date.fromisoformat(f"2024-{text}")  # a leap year: 29 February may be meant
            return text
    except ValueError:
        pass
    raise UnusableInput(f"Khóa “{key}” phải là ngày và tháng có thật, viết như “05-30”.")


def _year(value: Any, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1945 <= value <= 2200:
        raise UnusableInput(f"Khóa “{key}” phải là một năm, viết như 2023.")
    return value


def _number(value: Any, key: str) -> int | float:
    if not isinstance(value, (int, float)) or isinstance(value, bool) or not math.isfinite(value):
        raise UnusableInput(f"Khóa “{key}” phải là một số.")
    return value


def _sections(value: Any, key: str, depth: int = 0) -> list[dict[str, Any]]:
    if depth > _DEPTH:
        raise UnusableInput(f"Khóa “{key}” lồng quá {_DEPTH} cấp đề mục.")
    nested: Check = lambda inner, path: _sections(inner, path, depth + 1)  # noqa: E731
    return _each(_object(label=_text, title=_filled, children=nested))(value, key)  # type: ignore[no-any-return]


def _contacts(value: Any, key: str) -> Any:
    lists = _object(emails=_each(_filled), urls=_each(_filled), phones=_each(_filled))
    return lists({} if value is None else value, key)


_TIMING = _object(raw=_text, kind=_one_of(*TIMING_KINDS), start=_maybe(_day_or_month), end=_maybe(_day_or_month))
_FIELDS: dict[str, Check] = {
    "kind": _text,
    "issuer": _maybe(_text),
    "superior": _maybe(_text),
    "number": _maybe(_text),
    "place": _maybe(_text),
    "date": _maybe(_day_or_month),
    "title": _maybe(_text),
    "year": _maybe(_year),
    "legal_bases": _each(_object(number=_maybe(_text), date=_maybe(_day), issuer=_maybe(_text), about=_maybe(_text))),
    "citations": _each(_filled),
    "sections": _sections,
    "audiences": _each(_filled),
    "contents": _each(_filled),
    "channels": _each(_object(text=_filled, kinds=_each(_one_of(*CHANNEL_KINDS)))),
    "tasks": _each(
        _object(
            no=_maybe(_text),
            task=_filled,
            products=_each(_filled),
            channel=_maybe(_text),
            lead=_maybe(_text),
            coordinating=_each(_filled),
            timing=_TIMING,
        )
    ),
    "duties": _each(_object(unit=_filled, items=_each(_filled))),
    "deadlines": _each(_object(what=_filled, who=_maybe(_text), due=_day)),
    "reporting": _each(_object(period=_one_of(*PERIODS), due=_maybe(_day_of_year), to=_maybe(_text))),
    "budget": _each(_filled),
    "contacts": _contacts,
    "figures": _each(_object(value=_number, unit=_text, text=_filled)),
    "recipients": _each(_filled),
    "signatory": _maybe(_object(role=_maybe(_text), on_behalf=_maybe(_text), name=_maybe(_text))),
    "warnings": _each(_text),
}
