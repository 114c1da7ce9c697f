"""The sum of the reports below: what is in, what is missing, what changed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.reports import collecting, consolidating
from lantoa.reports.checking import explanation, written
from lantoa.reports.consolidating import Change, Child
from lantoa.reports.models import Report, ReportNarrative, ReportValue, TemplateHeading
from lantoa.reports.report_acts import Acts, acts_of, state_sentence
from lantoa.reports.report_screen import Screen
from lantoa.reports.typed import Typed, heading_key, read
from lantoa.reports.views.getting import visible_report, writable_report
from lantoa.reports.writing.below import turnout
from lantoa.ui.acts import do
from lantoa.vietnamese.text import fold, squeeze

A_PAGE = 50
A_TEXT_PAGE = 10
MISSING, INCLUDED = "", "da-dua-vao"


@require_GET
def consolidate(request: PersonRequest, pk: int) -> HttpResponse:
    """What is in, what is missing, what changed?"""
    return show(request, visible_report(request, pk))


def show(
    request: PersonRequest, report: Report, sent: Typed | None = None, *, opened: str = "", status: int = 200
) -> HttpResponse:
    children = consolidating.children_of(report)
    acts = acts_of(report, request.user)
    late = consolidating.difference(report, children)
    over = {pk: [_typed_over(value) for value in held] for pk, held in consolidating.typed_over(late.children).items()}
    tab = INCLUDED if request.GET.get("muc") == INCLUDED else MISSING
    words = squeeze(request.GET.get("q", ""))[:100]
    included, missing = consolidating.included(children), consolidating.not_included(children)
    shown = included if tab == INCLUDED else missing
    page = Paginator(_named(shown, words), A_PAGE).get_page(request.GET.get("trang"))
    context = {
        "report": report,
        "period": report.period,
        "acts": acts,
        "frozen": "" if acts.write else state_sentence(report, request.user),
        "children": children,
        "held": consolidating.held_words(report) or _why_not(request, report, acts),
        "turnout": turnout(children),
        "late": late,
        "typed_over": [(child, over.get(child.counted.pk, ())) for child in late.children if child.counted],
        "changes": [(change, _was(change, change.before), _was(change, change.after)) for change in late.changes],
        "tab": tab,
        "words": words,
        "counts": {"missing": len(missing), "included": len(included)},
        "page": page,
        "visible_reports": _visible(request, [child.report for child in page]),
        **_texts(request, report, sent, opened or request.GET.get("noi_dung", "")),
    }
    return render(request, "reports/report_consolidate.html", context, status=status)


def _why_not(request: PersonRequest, report: Report, acts: Acts) -> str:
    """Why the person does not change a sum that may be changed; empty where their role only reads it."""
    if report.is_excluded:
        return state_sentence(report, request.user)
    if acts.type_from is None:
        return ""
    return f"Báo cáo này của {report.unit.label}. Bấm “Nhập thay” trên trang báo cáo rồi mới đưa vào."


def _named(children: list[Child], words: str) -> list[Child]:
    return [child for child in children if fold(words) in fold(child.unit.name)] if words else children


def _typed_over(value: ReportValue) -> str:
    said = "" if value.value is None else written(value.indicator, value.value)
    return f"{value.indicator.name}: {said} ({explanation(value)})"


def _was(change: Change, value: Any) -> str:
    return "–" if value is None else written(change.indicator, value)


def _visible(request: PersonRequest, reports: list[Report]) -> set[int]:
    pks = [report.pk for report in reports]
    return set(Report.objects.visible_to(request.user).filter(pk__in=pks).values_list("pk", flat=True))


def _texts(request: PersonRequest, report: Report, sent: Typed | None, asked: str) -> dict[str, Any]:
    """The headings with how many units say something under each, and the one that stands open."""
    below = ReportNarrative.objects.filter(report__included_in__report=report).exclude(text="").order_by()
    counts = dict(below.values_list("heading").annotate(number=Count("pk")))
    headings = list(report.period.template.headings.filter(retired_at__isnull=True).order_by("order", "pk"))
    opened = next((one for one in headings if str(one.pk) == asked), None)
    found: dict[str, Any] = {"headings": [(one, counts.get(one.pk, 0)) for one in headings], "opened": opened}
    if opened is not None:
        found |= _opened(request, report, opened, sent)
    return found


def _opened(request: PersonRequest, report: Report, heading: TemplateHeading, sent: Typed | None) -> dict[str, Any]:
    key = heading_key(heading.pk)
    line = Screen(report, {key: sent} if sent else None).text(heading.pk)
    if line is None:
        raise Http404
    page = Paginator(collecting.sources(report, heading), A_TEXT_PAGE).get_page(request.GET.get("trang_nguon"))
    return {
        "sources": page,
        "said_by_units": collecting.shown(page, line.stored),
        "to_answer": collecting.to_answer(report, heading, line.stored),
        "line": line,
        "key": key,
        "sent": sent,
    }


@require_POST
def include(request: PersonRequest, pk: int) -> HttpResponse:
    """Take accepted reports into the sum: those ticked, or all."""
    report = writable_report(request, pk)
    ready = [child.counted for child in consolidating.offered(consolidating.children_of(report)) if child.counted]
    if "tat-ca" not in request.POST:
        asked = set(request.POST.getlist("bao-cao"))
        known = {str(one.pk) for one in ready}
        chosen = [one for one in ready if str(one.pk) in asked]
        if asked - known and not chosen:
            messages.info(request, "Các báo cáo đã chọn không còn chờ đưa vào.")
        ready = chosen
    if not ready:
        messages.info(request, "Không có báo cáo nào được chọn.")
        return redirect("reports:consolidate", pk=pk)
    try:
        number = consolidating.include(report, ready, by=request.user)
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, f"Đã đưa {number} báo cáo vào tổng hợp; số liệu đã tính lại.")
    return redirect("reports:consolidate", pk=pk)


@require_POST
def leave_out(request: PersonRequest, pk: int, child_pk: int) -> HttpResponse:
    """Take a report out of the sum again."""
    report = writable_report(request, pk)
    inclusion = get_object_or_404(report.inclusions.select_related("child__unit"), child=child_pk)
    name = inclusion.child.unit.label
    return do(
        request,
        reverse("reports:consolidate", args=[pk]),
        lambda: consolidating.leave_out(report, inclusion.child, by=request.user),
        f"Đã bỏ báo cáo của {name} khỏi tổng hợp; số liệu đã tính lại.",
    )


@require_POST
def take_texts(request: PersonRequest, pk: int, heading_pk: int) -> HttpResponse:
    """Save the text under a heading with the ticked units' words put at its end."""
    report = writable_report(request, pk)
    headings = report.period.template.headings.filter(retired_at__isnull=True)
    heading = get_object_or_404(headings, pk=heading_pk)
    typed = read(request.POST.dict(), heading_key(heading_pk))
    if typed is None:
        return redirect("reports:consolidate", pk=pk)
    chosen, asked = request.POST.getlist("nguon"), request.POST.getlist("de-nghi")
    number = collecting.take(report, heading, typed, chosen, by=request.user, asked=asked)
    if typed.is_refused:
        return show(request, report, typed, opened=str(heading_pk), status=422)
    messages.success(request, f"Đã đưa {number} đoạn vào “{heading}”." if number else f"Đã lưu “{heading}”.")
    return redirect(f"{reverse('reports:consolidate', args=[pk])}?noi_dung={heading_pk}#soan")
