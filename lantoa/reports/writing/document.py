"""A report as the documents room writes it: what goes out is what the report says now."""

import datetime as dt
from decimal import Decimal

from django.utils import timezone

from lantoa.documents.writing.report_content import Figure, FigureGroup, Narrative, ReportContent
from lantoa.documents.writing.wording import ended, lower_first
from lantoa.organisations.letterhead import place, superior_on
from lantoa.organisations.signing import signer
from lantoa.reports import consolidating, content, drafting, previous
from lantoa.reports.checking import origin_label
from lantoa.reports.content import Content
from lantoa.reports.days import short_of_cut_off
from lantoa.reports.enums import How, RollUp
from lantoa.reports.models import Report, ReportValue
from lantoa.reports.models.report import SENT
from lantoa.reports.writing import addressing, letterhead
from lantoa.reports.writing.asked import asking_document, cited
from lantoa.reports.writing.below import Turnout, by_unit, not_included, turnout
from lantoa.reports.writing.pictures import charts_of
from lantoa.vietnamese.dates import short_date


def printed(report: Report) -> ReportContent:
    """The report with every row, ready to be written or compared; a fixed number of questions to the database."""
    found = content.look(report)
    children = consolidating.children_of(report)
    unit, template = report.unit, report.period.template
    day = report.dated or timezone.localdate()
    issuer = letterhead.issuer_on(unit, day)
    subject = subject_of(report)
    on_behalf, role = signer(unit, report.signer_role)
    made = ReportContent(
        issuer=issuer,
        superior=superior_on(unit, day),
        number=report.number,
        symbol=letterhead.symbol(unit),
        place=place(unit),
        date=report.dated.isoformat() if report.dated else "",
        subject=subject,
        addressees=addressing.addressees(report),
        recipients=addressing.recipients(report),
        signer_on_behalf=on_behalf,
        signer_role=role,
        signer_name=report.signer_name,
        is_section=template.is_section,
        is_draft=report.review_state not in SENT,
    )
    made.narratives = _narratives(report, found)
    if not report.is_nil:
        last = previous.before(report, [row.indicator for row, _ in found.rows])
        made.groups = _groups(found, last)
        made.by_unit = by_unit(report, made.figures, found)
        made.not_included = not_included(children)
        made.charts = charts_of(report, found, made, turnout(children), last.period.name if last else "")
    made.opening = "" if template.is_section else _opening(report, made, turnout(children)) + _by_another(report)
    made.closing = f"Trên đây là Báo cáo {lower_first(subject)}, {issuer} kính báo cáo"
    return made


def nothing_to_report(report: Report) -> str:
    """What a report says that has nothing to report."""
    return f"Trong kỳ, {report.unit.name} không phát sinh nội dung báo cáo."


def subject_of(report: Report) -> str:
    """What the report is about, the period's name at the end."""
    return f"{report.period.template.title} {lower_first(report.period.name)}"


def _opening(report: Report, made: ReportContent, units: Turnout) -> str:
    """On whose asking, who reports what, the days that the figures cover, and how many units they hold."""
    asked = cited(asking_document(report))
    lead = f"Thực hiện {asked}, {made.issuer}" if asked else made.issuer
    last = short_of_cut_off(report) or report.period.ends_on
    days = f"số liệu từ ngày {short_date(report.period.starts_on)} đến ngày {short_date(last)}"
    if units.owing:
        days += f", tổng hợp từ {units.said}"
    said = f"{lead} báo cáo {lower_first(made.subject)} ({days}) như sau:"
    if report.is_nil and not any(one.text for one in made.narratives):
        return f"{said}\n{nothing_to_report(report)}"
    if made.not_included:
        said += "\nDanh sách đơn vị chưa có trong số liệu tổng hợp ở phụ lục kèm theo."
    return said


def _by_another(report: Report) -> str:
    """Who typed the report in, and who confirmed it, for its unit, a line each, as every page of it says."""
    said = ""
    if report.keyed_by_unit:
        reason = f": {report.keyed_reason}" if report.keyed_reason else ""
        said += f"\n{ended(f'Báo cáo do {report.keyed_by_unit.name} nhập thay{reason}')}"
    if report.vouched_by_unit:
        paper = report.papers.last()
        signed = f" theo bản giấy {paper.signed_by} đã ký" if paper else ""
        said += f"\n{report.vouched_by_unit.name} xác nhận thay thủ trưởng{signed}."
    return said


def _narratives(report: Report, found: Content) -> list[Narrative]:
    """The texts; of a draft that nobody has edited the words that sending would write, as its page shows them."""
    fresh = drafting.drafts(report, found=found) if report.is_editable and not report.is_nil else {}
    for heading, text in found.narratives:
        if not text.is_edited:
            text.text = fresh.get(heading.pk, text.text)
    return [
        Narrative(str(heading.pk), heading.depth, heading.title, text.text, heading.is_required and not report.is_nil)
        for heading, text in found.narratives
    ]


def _groups(found: Content, last: previous.Before | None) -> list[FigureGroup]:
    groups: dict[str, list[Figure]] = {}
    for row, value in found.rows:
        earlier = last.values.get(row.indicator_id) if last else None
        groups.setdefault(row.group.title if row.group else "", []).append(_figure(value, earlier))
    return [FigureGroup(title, figures) for title, figures in groups.items()]


def _figure(value: ReportValue, before: Decimal | None) -> Figure:
    indicator = value.indicator
    return Figure(
        key=indicator.code,
        name=indicator.name,
        measure=indicator.measure,
        value=value.value,
        before=before,
        places=indicator.places,
        origin=origin_label(value),
        note=value.note,
        replaced=content.replaced(value),
        adds_up=indicator.how != How.RATIO and indicator.roll_up == RollUp.SUM,
    )


def file_name(report: Report, ending: str) -> str:
    """ "bao-cao-6-thang-dau-nam-2026-so-gddt.docx", in letters that every file system takes."""
    from lantoa.vietnamese.text import fold

    words = fold(f"bao cao {report.period.name} {report.unit.label}")
    parts = "".join(char if char.isascii() and char.isalnum() else " " for char in words).split()
    return f"{'-'.join(parts)[:100]}.{ending}"


def as_of(moment: dt.datetime) -> str:
    """How a printing is named: "lập lúc 08:30 ngày 12/06/2026"."""
    local = timezone.localtime(moment)
    return f"lập lúc {local:%H:%M} ngày {short_date(local.date())}"
