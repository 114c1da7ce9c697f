"""The rules between the figures of a month; each fault is one sentence that says which numbers do not fit."""

from collections.abc import Iterator, Mapping

Fault = tuple[str, str]  # the figure's name, the sentence


def faults_of(values: Mapping[str, int]) -> Iterator[Fault]:
    """What does not fit within one month."""
    yield from _parts(values)
    came = values["carried"] + values["received"]
    settled = values["on_time"] + values["late"]
    pending = values["pending_in_time"] + values["pending_late"]
    gone = settled + values["withdrawn"] + pending
    if came != gone:
        yield (
            "received",
            f"Kỳ trước chuyển sang cộng tiếp nhận là {came} hồ sơ, nhưng đã giải quyết ({settled}), rút, trả lại "
            f"({values['withdrawn']}) và đang giải quyết ({pending}) cộng lại là {gone}. Hai số này phải bằng nhau.",
        )
    for name, words in (("by_post", "trả kết quả qua bưu chính"), ("digitised", "kết quả đã số hóa")):
        if values[name] > settled:
            yield name, f"Số {words} là {values[name]}, nhiều hơn {settled} hồ sơ đã giải quyết trong tháng."


def _parts(values: Mapping[str, int]) -> Iterator[Fault]:
    if values["online"] > values["received"]:
        yield (
            "online",
            f"Nộp trực tuyến {values['online']} hồ sơ, nhiều hơn {values['received']} hồ sơ tiếp nhận trong tháng.",
        )
    came = values["carried"] + values["received"]
    if values["with_fee"] > came:
        yield "with_fee", f"Hồ sơ phải nộp phí là {values['with_fee']}, nhiều hơn {came} hồ sơ của tháng."
    if values["paid_online"] > values["with_fee"]:
        yield (
            "paid_online",
            f"Thanh toán trực tuyến {values['paid_online']} hồ sơ, nhiều hơn {values['with_fee']} hồ sơ phải nộp phí.",
        )


def carry_fault(carried: int, before: int | None, month: str) -> str:
    """What does not fit with the month before, of which `before` dossiers stayed open; empty: nothing."""
    if before is None or before == carried:
        return ""
    return (
        f"Cuối tháng {month} còn {before} hồ sơ đang giải quyết, nhưng ở đây ghi kỳ trước chuyển sang {carried}. "
        f"Sửa số này, hoặc đính chính tháng {month} trước."
    )
