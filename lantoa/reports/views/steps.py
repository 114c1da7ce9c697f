"""A report on its way up: sent, approved, received, accepted, returned, corrected, issued."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor
from lantoa.reports import another, doubting, filling, flow, returning, typed
from lantoa.reports.deciding import waiting_words
from lantoa.reports.forms_reports import AnswerForm, CorrectForm, IssueForm, NilForm, ResubmitForm, ReturnForm
from lantoa.reports.models import Report
from lantoa.reports.report_acts import Acts, acts_of
from lantoa.reports.views.getting import back_on_get, visible_report, writable_report
from lantoa.reports.views.reports import gone_words, keep_reply, not_kept, show
from lantoa.review.following import issuing_follows
from lantoa.ui.acts import do


def _keep_typed(request: PersonRequest, report: Report) -> HttpResponse | None:
    """Save what the page's form holds before a step; the page again where some of it cannot be saved, or where the
    template gave up what it was typed into."""
    sent = typed.save_all(report, request.POST.dict(), by=request.user)
    try:
        refused = keep_reply(request, report, sent)
    except ValidationError as fault:  # somebody sent the report meanwhile
        messages.error(request, fault.messages[0])
        return not_kept(request, report.pk) or redirect(report)
    if refused is not None:
        return refused
    if any(one.is_refused for one in sent.values()):
        found = visible_report(request, report.pk)
        return show(request, found, sent, status=422) if found.is_editable else not_kept(request, report.pk)
    if gone := gone_words(sent):
        messages.warning(request, f"Chưa làm bước này. {gone} Xem lại rồi bấm lần nữa.")
        return redirect(report)
    return None


@back_on_get
def refill(request: PersonRequest, pk: int) -> HttpResponse:
    """Work figures and drafts out anew."""
    if late := not_kept(request, pk):
        return late
    report = writable_report(request, pk)
    said = "Đã cập nhật số liệu và bản nháp từ hoạt động đã ghi; phần nhập tay giữ nguyên."
    return _keep_typed(request, report) or do(request, report, lambda: _work_out(report), said)


def _work_out(report: Report) -> None:
    another.follow(report)
    filling.fill(report)


@back_on_get
def submit(request: PersonRequest, pk: int) -> HttpResponse:
    """Save what was typed, then send to the head; ask first where nothing changed since it came back, or where much is
    missing (`doubting`). Where another has sent it meanwhile, what was typed here and did not go along is shown."""
    if late := not_kept(request, pk):
        return late
    report = visible_report(request, pk)
    if report.is_editable:
        report = writable_report(request, pk)
        refused = _keep_typed(request, report)
        if refused is not None:
            return refused
        if _is_doubted(request, report):
            return redirect("reports:ask_first", pk=pk)
    try:
        flow.submit(report, by=request.user, is_sure=False)
    except returning.Unchanged:
        return redirect("reports:resubmit", pk=pk)
    except ValidationError as fault:
        messages.error(request, f"Chưa trình được. {fault.messages[0]}")
    else:
        messages.success(request, f"Đã trình. {waiting_words(report, request.user)}")
    return redirect(report)


def _is_doubted(request: PersonRequest, report: Report) -> bool:
    return "da_biet" not in request.POST and bool(doubting.doubts(report))


@require_GET
def ask_first(request: PersonRequest, pk: int) -> HttpResponse:
    """What is missing, before it goes on nevertheless; `da_xem` is the step that the head had read when asked."""
    report, acts, _ = _asked(request, pk)
    if not (acts.submit or acts.approve):
        raise PermissionDenied("Không làm được bước này với báo cáo ở tình trạng hiện nay.")
    found = doubting.doubts(report)
    if not found:
        return redirect(report)
    act, verb = ("approve", "Vẫn duyệt") if acts.approve else ("submit", "Vẫn trình duyệt")
    title = "Duyệt báo cáo lúc này?" if acts.approve else "Trình báo cáo lúc này?"
    url = reverse(f"reports:{act}", args=[pk])
    seen = request.GET.get("da_xem", report.last_step)
    context = {"report": report, "doubts": found, "act_url": url, "verb": verb, "title": title, "seen": seen}
    return render(request, "reports/report_doubts.html", context)


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    return do(request, report, lambda: flow.take_back(report, by=request.user), "Đã rút về để sửa.")


@require_POST
@asks_second_factor
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    """The head approves, which sends the report up; of a report of nothing, confirms that."""
    report, seen = visible_report(request, pk), request.POST.get("da_xem")
    is_read = seen in (None, report.last_step)  # what was sent anew meanwhile, the act itself refuses
    if is_read and acts_of(report, request.user).approve and _is_doubted(request, report):
        return redirect(reverse("reports:ask_first", args=[pk], query={"da_xem": seen} if seen else None))
    if report.receiver is None:
        said = f"Đã duyệt. {issuing_follows(request.user, report.unit)}"
    elif report.is_nil:
        said = f"Đã xác nhận không phát sinh và báo {report.receiver.label}."
    else:
        said = f"Đã duyệt và gửi {report.receiver.label}."
    return do(request, report, lambda: flow.approve(report, by=request.user, seen=seen), said)


@require_POST
def receive(request: PersonRequest, pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    said = "Đã tiếp nhận. Báo cáo đứng yên trong lúc xem."
    return do(request, report, lambda: flow.receive(report, by=request.user), said)


@require_POST
def release(request: PersonRequest, pk: int) -> HttpResponse:
    report = visible_report(request, pk)
    said = "Đã trả về hàng chờ, chưa quyết định."
    return do(request, report, lambda: flow.release(report, by=request.user), said)


@require_POST
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    report, seen = visible_report(request, pk), request.POST.get("da_xem")
    said = f"Đã chấp nhận báo cáo của {report.unit.label}."
    return do(request, report, lambda: flow.accept(report, by=request.user, seen=seen), said)


Done = Callable[[dict[str, Any]], Any]


def _ask(
    request: PersonRequest, report: Report, form: Form, words: dict[str, str], act: Done, *, offered: bool
) -> HttpResponse:
    """A page with one short form before a step; sent, the step is done."""
    if request.method == "POST" and form.is_valid():
        try:
            made = act(form.cleaned_data)
        except returning.OtherReply as other:
            cast(AnswerForm, form).lay_beside(other.theirs)
        except ValidationError as fault:
            form.add_error(None, fault)
        else:
            messages.success(request, words["done"])
            return redirect(made if isinstance(made, Report) else report)
    elif not offered:
        raise PermissionDenied("Không làm được bước này với báo cáo ở tình trạng hiện nay.")
    context = {"report": report, "form": form, "words": words}
    return render(request, "reports/report_step.html", context, status=422 if form.errors else 200)


def _asked(request: PersonRequest, pk: int) -> tuple[Report, Acts, Any]:
    report = visible_report(request, pk)
    return report, acts_of(report, request.user), request.POST if request.method == "POST" else None


@require_http_methods(["GET", "POST"])
def send_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Return with a reason, and the figures and headings that it concerns."""
    report, acts, data = _asked(request, pk)
    words = {"title": "Trả lại báo cáo", "verb": "Trả lại", "done": "Đã trả lại kèm lý do."}
    return _ask(
        request,
        report,
        ReturnForm(data, report=report),
        words,
        lambda given: flow.send_back(report, by=request.user, **given),
        offered=acts.send_back,
    )


@require_http_methods(["GET", "POST"])
def resubmit(request: PersonRequest, pk: int) -> HttpResponse:
    """Send again as it came back, with an answer to the reason."""
    report, acts, data = _asked(request, pk)
    returned = returning.open_return(report)
    words = {
        "title": "Chưa sửa gì sau khi bị trả lại",
        "verb": "Vẫn trình",
        "done": f"Đã trình kèm phần trả lời. {waiting_words(report, request.user)}",
        "help": f"Lý do trả lại: {returned.note if returned else ''}",
    }
    return _ask(
        request,
        report,
        ResubmitForm(data, report=report),
        words,
        lambda given: _resubmit(request, report, given["reply"], given["mark"]),
        offered=acts.submit and returned is not None,
    )


@transaction.atomic
def _resubmit(request: PersonRequest, report: Report, reply: str, mark: str) -> None:
    """In one act, so that no other answer comes between; pressed twice, the second changes nothing."""
    if report.is_editable:
        writable_report(request, report.pk)
    returning.keep_reply(report, reply, mark or None)
    flow.submit(report, by=request.user)


@require_http_methods(["GET", "POST"])
def nil(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that there is nothing to report."""
    report, acts, data = _asked(request, pk)
    if report.is_editable:
        report = writable_report(request, pk)
    words = {
        "title": "Báo không phát sinh",
        "verb": "Báo không phát sinh",
        "done": f"Đã báo không phát sinh. {waiting_words(report, request.user)}",
        "help": "Thủ trưởng xác nhận thì báo cáo được gửi. Số liệu và nội dung của kỳ này để trống.",
    }
    returned = returning.open_return(report)
    if returned is not None:
        words["help"] = f"Lý do trả lại: {returned.note} {words['help']}"
    return _ask(
        request,
        report,
        NilForm(data, report=report, is_returned=returned is not None),
        words,
        lambda given: flow.file_nil(report, by=request.user, note=given["note"], mark=given["mark"] or None),
        offered=acts.nil,
    )


@require_http_methods(["GET", "POST"])
def correct(request: PersonRequest, pk: int) -> HttpResponse:
    """A new edition with a reason."""
    report, acts, data = _asked(request, pk)
    words = {"title": "Đính chính báo cáo", "verb": "Lập bản đính chính", "done": "Đã lập bản đính chính."}
    return _ask(
        request,
        report,
        CorrectForm(data),
        words,
        lambda given: flow.correct(report, by=request.user, reason=given["reason"]),
        offered=acts.correct,
    )


@require_http_methods(["GET", "POST"])
@asks_second_factor
def issue(request: PersonRequest, pk: int) -> HttpResponse:
    """Number and day of the topmost report."""
    report, acts, data = _asked(request, pk)
    words = {"title": "Ban hành báo cáo", "verb": "Ban hành", "done": "Đã ban hành báo cáo."}
    return _ask(
        request,
        report,
        IssueForm(data, report=report),
        words,
        lambda given: flow.issue(report, by=request.user, **given),
        offered=acts.issue,
    )
