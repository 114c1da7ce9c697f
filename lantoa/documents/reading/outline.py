"""A reading as a person reads it in a terminal. Reads PlanReading, writes plain text (`lantoa read_plan FILE`)."""

from collections.abc import Iterator

from lantoa.documents.plan import Found, PlanReading, Section, TaskRow

_WIDTH = 100
_NONE = "(không có)"


def print_outline(reading: PlanReading) -> str:
    """The outline: head, bases, headings with their paragraphs counted, tasks, duties, dates, warnings."""
    if reading.kind != "ke_hoach":
        return "\n".join(["Không phải kế hoạch.", *(f"! {warning}" for warning in reading.warnings)]) + "\n"
    parts = [_head(reading), _bases(reading), _sections(reading), _lists(reading), _tasks(reading)]
    parts += [_duties(reading), _due(reading), _end(reading), _warnings(reading)]
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part))) + "\n"


def _value(found: Found[str] | Found[int] | None) -> str:
    return str(found.value) if found else _NONE


def _head(reading: PlanReading) -> Iterator[str]:
    yield f"KẾ HOẠCH {_value(reading.title)}"
    yield f"Đơn vị ban hành: {_value(reading.issuer)}"
    yield f"Cấp trên: {_value(reading.superior)}"
    yield f"Số: {_value(reading.number)}   Nơi: {_value(reading.place)}   Ngày: {_value(reading.date)}"
    yield f"Năm: {_value(reading.year)}"


def _bases(reading: PlanReading) -> Iterator[str]:
    yield f"CĂN CỨ ({len(reading.legal_bases)})"
    for basis in reading.legal_bases:
        parts = [basis.number, basis.date, basis.issuer, basis.about]
        yield _line("- " + " | ".join(part for part in parts if part))


def _sections(reading: PlanReading) -> Iterator[str]:
    yield "BỐ CỤC"
    for section in reading.sections:
        yield from _section(section, 0)


def _section(section: Section, depth: int) -> Iterator[str]:
    count = f" [{len(section.paragraphs)} đoạn]" if section.paragraphs else ""
    yield "  " * depth + f"{section.label}. {section.title}{count}".lstrip(". ")
    for child in section.children:
        yield from _section(child, depth + 1)


def _lists(reading: PlanReading) -> Iterator[str]:
    if reading.audiences:
        yield "ĐỐI TƯỢNG: " + ", ".join(one.value for one in reading.audiences)
    yield f"NỘI DUNG ({len(reading.contents)})"
    yield from (_line(f"- {one.value}") for one in reading.contents)
    yield f"HÌNH THỨC ({len(reading.channels)})"
    yield from (_line(f"- [{', '.join(channel.kinds)}] {channel.text}") for channel in reading.channels)


def _tasks(reading: PlanReading) -> Iterator[str]:
    yield f"NHIỆM VỤ ({len(reading.tasks)})"
    for row in reading.tasks:
        yield _line(f"{row.no or '-'}. {row.task}")
        yield from (f"     {line}" for line in _task_lines(row))


def _task_lines(row: TaskRow) -> Iterator[str]:
    yield f"chủ trì: {row.lead or '(để trống)'}; phối hợp: {', '.join(row.coordinating) or '(để trống)'}"
    span = " đến ".join(day for day in (row.timing.start, row.timing.end) if day)
    yield f"thời gian: {row.timing.raw or '(để trống)'}" + (f" = {span}" if span else "")
    if row.products:
        yield f"sản phẩm: {', '.join(row.products)}"


def _duties(reading: PlanReading) -> Iterator[str]:
    yield f"TRÁCH NHIỆM ({len(reading.duties)})"
    for duty in reading.duties:
        yield f"{duty.unit}"
        yield from (_line(f"  - {item}") for item in duty.items)


def _due(reading: PlanReading) -> Iterator[str]:
    for deadline in reading.deadlines:
        yield _line(f"HẠN {deadline.due} ({deadline.who or 'không nêu đơn vị'}): {deadline.what}")
    for report in reading.reporting:
        yield f"BÁO CÁO {report.period}: hạn {report.due or _NONE}, gửi {report.to or _NONE}"
    for figure in reading.figures:
        yield _line(f"CHỈ TIÊU {figure.value} {figure.unit}: {figure.text}")
    for money in reading.budget:
        yield _line(f"KINH PHÍ: {money.value}")


def _end(reading: PlanReading) -> Iterator[str]:
    contacts = [*reading.emails, *reading.urls, *reading.phones]
    if contacts:
        yield "Liên hệ: " + ", ".join(one.value for one in contacts)
    yield "Nơi nhận: " + ("; ".join(one.value for one in reading.recipients) or _NONE)
    if reading.signatory:
        parts = [reading.signatory.on_behalf, reading.signatory.role, reading.signatory.name]
        yield "Người ký: " + ", ".join(part for part in parts if part)


def _warnings(reading: PlanReading) -> Iterator[str]:
    yield from (f"! {warning}" for warning in reading.warnings)


def _line(text: str) -> str:
    return text if len(text) <= _WIDTH else text[: _WIDTH - 1].rstrip() + "…"
