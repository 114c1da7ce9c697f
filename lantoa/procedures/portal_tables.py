"""The tables of the national portal's file of a procedure. Pure: rows of cells in, rows of named values out."""

import re

from lantoa.vietnamese.text import fold, squeeze

Rows = list[list[str]]

_HEADS = {
    "ways": {
        "way": ("hinh thuc nop", "cach thuc nop", "hinh thuc"),
        "time_limit": ("thoi han giai quyet", "thoi gian giai quyet", "thoi han"),
        "fee": ("phi, le phi", "phi le phi", "phi/le phi", "le phi", "phi"),
        "description": ("mo ta", "ghi chu"),
    },
    "parts": {
        "name": ("ten giay to", "ten ho so", "thanh phan ho so"),
        "form_name": ("mau don, to khai", "mau don to khai", "bieu mau", "mau don"),
        "amount": ("so luong",),
        "originals": ("so ban chinh", "ban chinh"),
        "copies": ("so ban sao", "ban sao"),
    },
    "bases": {
        "number": ("so ky hieu", "so, ky hieu", "so/ky hieu"),
        "title": ("trich yeu", "ten van ban"),
        "issued_on": ("ngay ban hanh",),
        "issuer": ("co quan ban hanh",),
    },
}
_MUST = {"ways": {"way", "time_limit"}, "parts": {"name"}, "bases": {"number", "title"}}
_WAYS = (("truc tiep", "direct"), ("truc tuyen", "online"), ("buu chinh", "post"), ("buu dien", "post"))
_NAMES = {"direct": "Trực tiếp", "online": "Trực tuyến", "post": "Dịch vụ bưu chính"}
_COUNT = re.compile(r"bản\s+(chính|sao)\s*:?\s*(\d{1,2})", re.IGNORECASE)


def kind_of_table(rows: Rows) -> str:
    """What the table lists by its head: "ways", "parts", "bases", or "" for another table."""
    return next((kind for kind in _HEADS if rows and _MUST[kind] <= set(_columns(kind, rows[0]).values())), "")


def _columns(kind: str, head: list[str]) -> dict[int, str]:
    """Which column holds what; each thing once."""
    found: dict[int, str] = {}
    for place, cell in enumerate(head):
        said = fold(cell).strip(" :*")
        name = next((name for name, words in _HEADS[kind].items() if said in words), "")
        if name and name not in found.values():
            found[place] = name
    return found


def _values(kind: str, rows: Rows) -> list[dict[str, str]]:
    """The rows below the head by name; empty rows and repeated heads are left out."""
    columns = _columns(kind, rows[0])
    named = [{name: row[place].strip() for place, name in columns.items() if place < len(row)} for row in rows[1:]]
    head = {name: rows[0][place].strip() for place, name in columns.items()}
    return [row for row in named if any(row.values()) and row != head]


def ways_of(rows: Rows, unsure: dict[str, str]) -> list[dict[str, str]]:
    """Ways of filing, each once: lines of one way that stand in several rows come together, which is then unsure."""
    found: dict[str, dict[str, str]] = {}
    last = ""
    for row in _values("ways", rows):
        said = fold(row.get("way", ""))
        way = next((value for words, value in _WAYS if words in said), "") if said else last
        if not way:
            unsure["ways"] = f"Hình thức nộp “{row.get('way', '')[:60]}” không rõ là cách nào; điền tay."
            continue
        last = way
        texts = {name: row.get(name, "") for name in ("time_limit", "fee", "description")}
        if way in found:
            _join(found[way], texts, unsure)
        else:
            found[way] = {"way": way, **texts}
    return list(found.values())


def _join(held: dict[str, str], more: dict[str, str], unsure: dict[str, str]) -> None:
    if any(more[name] and held[name] and more[name] != held[name] for name in ("time_limit", "fee")):
        words = _NAMES[held["way"]]
        unsure["ways"] = (
            f"Cách nộp {words} có nhiều dòng thời hạn, phí trong tệp; xem lại mức nào ứng với thời hạn nào."
        )
    for name, text in more.items():
        held[name] = "\n".join(dict.fromkeys([*held[name].splitlines(), *text.splitlines()]))


def parts_of(rows: Rows, case: str) -> list[dict[str, str]]:
    """Papers with their numbers of originals and copies, where these are given as numbers."""
    found = []
    for row in _values("parts", rows):
        name = re.sub(r"^(?:\d{1,2}[.)]|[-–+*•])\s*", "", row.get("name", "")).strip()
        if not name:
            continue
        counts = {which.lower(): number for which, number in _COUNT.findall(row.get("amount", ""))}
        amount = "" if counts else squeeze(row.get("amount", ""))
        originals = counts.get("chính") or _digits(row.get("originals", ""))
        copies = counts.get("sao") or _digits(row.get("copies", ""))
        form = squeeze(row.get("form_name", ""))
        found.append({"case": case, "name": name, "form_name": form, "amount": amount} | _held(originals, copies))
    return found


def _held(originals: str, copies: str) -> dict[str, str]:
    return {name: value for name, value in (("originals", originals), ("copies", copies)) if value}


def _digits(text: str) -> str:
    found = re.search(r"\d{1,2}", text)
    return found[0] if found else ""


def bases_of(rows: Rows) -> list[dict[str, str]]:
    """Documents that the procedure rests on, as printed."""
    named = ("number", "title", "issued_on", "issuer")
    return [{name: squeeze(row.get(name, "")) for name in named} for row in _values("bases", rows)]
