"""The list of reports, one report, and its reading page."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.views.decorators.http import require_GET

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.documents.writing.charts import svg
from lantoa.reports import another, consolidating, filling, returning, typed
from lantoa.reports.closed import why_shut
from lantoa.reports.days import short_of_cut_off
from lantoa.reports.deciding import deciders
from lantoa.reports.enums import state_word
from lantoa.reports.models import Report
from lantoa.reports.report_acts import Acts, acts_of, state_sentence
from lantoa.reports.report_list import PERIODS, RECEIVED, STATES, ReportFilter, rows_of
from lantoa.reports.report_screen import Screen
from lantoa.reports.report_standing import due_note, due_of, standing_of
from lantoa.reports.typed import Typed
from lantoa.reports.views.getting import back_on_get, visible_report, writable_report
from lantoa.reports.writing.document import printed
from lantoa.reports.writing.printing import last_kept
from lantoa.review.enums import ReviewState
from lantoa.review.gaps import gap_of
from lantoa.review.models import Transition
from lantoa.vietnamese.numbers import format_number

A_PAGE = 30


@require_GET
def report_list(request: PersonRequest) -> HttpResponse:
    """Which reports wait for me?"""
    chosen = ReportFilter(request.GET, request.user)
    today = timezone.localdate()
    wanted: Any = chosen.open_periods() if chosen.tab == PERIODS else chosen.reports()
    page = Paginator(wanted, A_PAGE).get_page(request.GET.get("trang"))
    rows = [] if chosen.tab == PERIODS else rows_of(page, request.user, today)
    context = {
        "filter": chosen,
        "page": page,
        "rows": rows,
        "has_open": any(row.verb != "Xem" for row in rows),
        "states": [(value, label) for value, (label, _) in STATES.items()],
        "waiting": chosen.waiting_count() if RECEIVED in chosen.tabs else 0,
        "may_open": bool(access.units_where(request.user, Power.DIRECT)),
    }
    return render(request, "reports/report_list.html", context)


@require_GET
def report(request: PersonRequest, pk: int) -> HttpResponse:
    """Is this right?"""
    return show(request, visible_report(request, pk))


def show(
    request: PersonRequest,
    found: Report,
    sent: Mapping[str, Typed] | None = None,
    *,
    answered: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """The report's page; `sent`: what was typed and not saved stands in the fields again, so does `answered`, which met
    somebody's newer answer to a return. What has no field any more is listed on top."""
    refused = {key: one for key, one in (sent or {}).items() if one.is_refused}
    screen = Screen(found, refused)
    reply = {"reply": found.reply if answered is None else answered, "reply_mark": returning.reply_mark(found.reply)}
    context = {**about(request, found), **reply, "their_reply": answered is not None, "screen": screen}
    if context["acts"].write:
        screen.lay_at_hand()
        context["unkept"] = [one for one in refused.values() if one.is_gone]
        return render(request, "reports/report_form.html", context, status=status)
    reply_late = [] if answered is None else [Typed(answered, name="Trả lời, giải trình", stands=found.reply)]
    context["unkept"] = [*refused.values(), *reply_late]
    return render(request, "reports/report_detail.html", context, status=status)


def about(request: PersonRequest, found: Report) -> dict[str, Any]:
    """What every page of a report says of it."""
    today = timezone.localdate()
    acts = acts_of(found, request.user)
    children = _has_children(found)
    steps = list(found.transitions.select_related("by"))
    return {
        "report": found,
        "period": found.period,
        "acts": acts,
        "standing": standing_of(found, today),
        "due_on": due_of(found),
        "due_note": due_note(found, today),
        "frozen": _frozen(request, found, acts),
        "gap": gap_of(found) if not found.is_excluded else "",
        "typing_for": filling.typing_unit(request.user, found) if acts.write else None,
        "decides": deciders(found) if acts.write and found.keyed_by_unit else "",
        "paper": found.papers.last() if found.vouched_by_unit_id else None,
        "is_consolidated": children,
        "is_outdated": children and consolidating.is_outdated(found),
        "editions": _editions(found, request),
        "newer": getattr(found, "superseded_by", None),
        "data_until": None if found.is_nil or found.is_excluded else short_of_cut_off(found),
        "steps": [(step, state_word(step.to_state, goes_up=found.receiver_id is not None)) for step in steps],
        "answered": _return_answered(found, steps),
        "kept": last_kept(found),
        "other_templates": another.templates_for(found, request.user),
        "source": another.source_of(found),
        "is_behind": another.is_behind(found),
    }


def _frozen(request: PersonRequest, found: Report, acts: Acts) -> str:
    """Why the person cannot go on with the report, and what would let them."""
    if acts.write:
        return why_shut(found)
    return "" if acts.accept or acts.approve else state_sentence(found, request.user)


def _return_answered(found: Report, steps: list[Transition]) -> Transition | None:
    """The last return of a report that was sent again since and waits to be decided on."""
    waits = found.review_state in (ReviewState.SUBMITTED, ReviewState.APPROVED, ReviewState.RECEIVED)
    returns = [step for step in steps if step.to_state == ReviewState.RETURNED]
    return returns[-1] if waits and returns else None


def _has_children(found: Report) -> bool:
    return bool(found.period.reports.filter(receiver=found.unit_id).exists())


def _editions(found: Report, request: PersonRequest) -> list[Report]:
    """Every edition that the person may see, the newest first."""
    same = Report.objects.visible_to(request.user).filter(period=found.period_id, unit=found.unit_id)
    return list(same.select_related("period", "unit", "receiver").order_by("-edition"))


@require_GET
def read(request: PersonRequest, pk: int) -> HttpResponse:
    """What does this report say?"""
    found = visible_report(request, pk)
    screen = Screen(found)
    charts = [] if found.is_nil else _charts(found)
    return render(request, "reports/report_read.html", {**about(request, found), "screen": screen, "charts": charts})


def _charts(found: Report) -> list[tuple[str, str]]:
    """The charts that the document prints: title, and drawing of our own."""
    return [(one.title, mark_safe(svg(one))) for one in printed(found).charts]  # noqa: S308 - svg() escapes every text


@back_on_get
def save(request: PersonRequest, pk: int) -> HttpResponse:
    """Save everything on the page that was touched; a button may ask for the automatic figure or the draft instead."""
    if late := not_kept(request, pk):
        return late
    found = writable_report(request, pk)
    given = request.POST.dict()
    given |= dict.fromkeys(_emptied(given), "") | _taken_over(found, given)
    try:
        sent = typed.save_all(found, given, by=request.user)
        if refused := keep_reply(request, found, sent):
            return refused
        back = _use_draft(request, found, sent)
    except ValidationError as fault:
        if late := not_kept(request, pk):
            return late
        messages.error(request, " ".join(fault.messages))
        return redirect(found)
    if any(one.is_refused for one in sent.values()):
        return not_kept(request, pk) or show(request, visible_report(request, pk), sent, status=422)
    theirs = given.get(typed.TAKE_THEIRS, "")
    said = "Đã lấy bản của người kia; các phần khác đã lưu" if theirs else "Đã lưu"
    messages.success(request, f"{said} lúc {timezone.localtime():%H:%M}. {gone_words(sent)}".strip())
    return redirect(f"{found.get_absolute_url()}{back}")


def not_kept(request: PersonRequest, pk: int) -> HttpResponse | None:
    """Of a report that went on meanwhile the page with what was typed and does not stand in it; None: it is all
    there."""
    found = visible_report(request, pk)
    if found.is_editable:
        return None
    late = typed.too_late(found, request.POST.dict())
    answered = returning.clean_reply(request.POST.get("tra-loi", found.reply))
    if answered == found.reply or returning.reply_mark(answered) == request.POST.get("dau-tra-loi"):
        return show(request, found, late, status=422) if late else None
    return show(request, found, late, answered=answered, status=422)


def gone(request: PersonRequest, found: Report, key: str, one: Typed, name: str) -> HttpResponse:
    """The answer to one field that the template has given up since the page was opened: what was typed is kept."""
    one.name, one.is_gone = name, True
    if request.htmx:
        context = {"key": key, "typed": one, "saved_at": timezone.localtime()}
        return render(request, "reports/_gone_answer.html", context, status=422 if one.is_refused else 200)
    if one.is_refused:
        return show(request, found, {key: one}, status=422)
    messages.success(request, gone_words({key: one}))
    return redirect(f"{found.get_absolute_url()}#con-lai")


def gone_words(sent: Mapping[str, Typed]) -> str:
    """Where that stands now which was typed into parts that the template has given up meanwhile."""
    names = [f"“{one.name}”" for one in sent.values() if one.is_gone and one.is_saved]
    if not names:
        return ""
    return f"Mẫu báo cáo vừa bỏ {', '.join(names)}: phần đã gõ giữ ở cuối trang, không in vào báo cáo."


def keep_reply(request: PersonRequest, found: Report, sent: Mapping[str, Typed]) -> HttpResponse | None:
    """Keep what is answered to a return; the page again where somebody answered otherwise meanwhile, with both."""
    answered = request.POST.get("tra-loi", found.reply)
    try:
        returning.keep_reply(found, answered, request.POST.get("dau-tra-loi"))
    except returning.OtherReply:
        return show(request, visible_report(request, found.pk), sent, answered=answered, status=422)
    return None


def _emptied(given: Mapping[str, str]) -> list[str]:
    """The figure that the automatic one is to stand for again, with the words that explained the typed one."""
    key = f"so-{given.get('tu-dong', '')}"
    return [key, f"ghi-{key}"] if key in given else []


def _taken_over(found: Report, given: Mapping[str, str]) -> dict[str, str]:
    """The figure that is to be as it stands elsewhere in the year, with where that is as its explanation."""
    pk = given.get("lay", "")
    offer = {str(one): offer for one, offer in Screen(found).offers.items()}.get(pk) if pk else None
    if offer is None:
        return {}
    note = given.get(f"ghi-so-{pk}", "").strip() or capfirst(offer.source)
    return {f"so-{pk}": format_number(offer.value), f"ghi-so-{pk}": note}


def _use_draft(request: PersonRequest, found: Report, sent: Mapping[str, Typed]) -> str:
    """Let the draft stand under the heading that was asked for; the place on the page to go back to."""
    key = request.POST.get("ban-nhap", "")
    for name in ("tu-dong", "lay"):
        if request.POST.get(name, "").isdecimal():
            return f"#so-{request.POST[name]}"
    heading = next((one for one in found.period.template.headings.all() if str(one.pk) == key), None)
    if heading is None or typed.heading_key(heading.pk) not in sent:
        return ""
    filling.fill(found)
    typed.use_draft(found, heading, sent[typed.heading_key(heading.pk)], by=request.user)
    return f"#muc-{heading.pk}"
