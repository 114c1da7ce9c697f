"""The letter: drafted, sent to the head, decided on, numbered and sent."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lantoa.accounts.requests import PersonRequest
from lantoa.accounts.second_factor import asks_second_factor
from lantoa.audit.edits import EditConflict
from lantoa.feedback import answering, identity, letter, sending
from lantoa.feedback.answer_forms import DecideForm, DraftForm
from lantoa.feedback.enums import Looked, SentBy
from lantoa.feedback.forms import SendForm
from lantoa.feedback.informing import DOCX
from lantoa.feedback.models import Answer, AnswerTemplate
from lantoa.feedback.similar import answered_like
from lantoa.feedback.views.getting import decided_answer, visible_case, workable_case, written_answer
from lantoa.review.enums import ReviewState
from lantoa.ui.acts import do


@require_POST
def begin(request: PersonRequest, pk: int) -> HttpResponse:
    """Begin a letter, or go on with the one that is there."""
    case = workable_case(request, pk)
    try:
        answering.begin(case, by=request.user)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return redirect(case)
    return redirect("feedback:draft", pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: PersonRequest, pk: int) -> HttpResponse:
    """What do we answer?"""
    answer = written_answer(request, pk)
    if not answer.is_editable:
        raise PermissionDenied(f"Thư đang ở tình trạng “{answer.get_review_state_display()}”, không sửa được.")
    if request.method != "POST":
        return _draft_page(request, answer, DraftForm(answer=answer))
    given, template = _with_template(request, answer)
    form = DraftForm(given, answer=answer)
    theirs = _save(request, answer, form, template)
    if form.errors:
        return _draft_page(request, answer, form, theirs=theirs, status=422)
    if template or given.get("tiep") != "trinh":
        messages.success(request, "Đã thêm mẫu vào cuối thư." if template else "Đã lưu.")
        return redirect("feedback:draft", pk)
    return _submitted(request, answer, form)


def _submitted(request: PersonRequest, answer: Answer, form: DraftForm) -> HttpResponse:
    """To the head; gaps of a template that nobody filled are asked about once."""
    gaps = answering.gaps_of(answer)
    if gaps and "con-trong" not in request.POST:
        return _draft_page(request, answer, form, gaps=gaps, status=422)
    return do(request, answer, lambda: answering.submit(answer, by=request.user), "Đã trình thủ trưởng duyệt.")


def _with_template(request: PersonRequest, answer: Answer) -> tuple[QueryDict, AnswerTemplate | None]:
    """What was typed, with the words of the template behind it where one was asked for."""
    given, chosen = request.POST.copy(), request.POST.get("mau", "")
    if given.get("tiep") != "mau" or not chosen.isdecimal() or len(chosen) > 17:
        return given, None
    template = AnswerTemplate.objects.usable_in(answer.unit).filter(pk=int(chosen)).first()
    if template:
        words = answering.filled(template, answer.case)
        given["text"] = f"{given.get('text', '').rstrip()}\n\n{words}".strip()
    return given, template


def _save(
    request: PersonRequest, answer: Answer, form: DraftForm, template: AnswerTemplate | None = None
) -> Answer | None:
    """Save what was typed; where somebody saved meanwhile, their row."""
    if not form.is_valid():
        return None
    replaced = request.POST.get("replaced", "")
    version = int(replaced) if replaced.isdecimal() and len(replaced) < 10 else form.cleaned_data["version"]
    try:
        answering.save(answer, text=form.cleaned_data["text"], by=request.user, version=version, template=template)
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        theirs: Any = conflict.current
        return theirs if isinstance(theirs, Answer) else None
    except ValidationError as fault:
        form.add_error("text", fault)
    return None


def _draft_page(
    request: PersonRequest,
    answer: Answer,
    form: DraftForm,
    *,
    theirs: Answer | None = None,
    gaps: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    kinds = {answer.case.kind, ""}
    context = {
        "form": form,
        "answer": answer,
        "case": answer.case,
        "theirs": theirs,
        "gaps": gaps,
        "templates": AnswerTemplate.objects.usable_in(answer.unit).filter(kind__in=kinds),
        "similar": answered_like(answer.case),
    }
    return render(request, "feedback/answer_draft.html", context, status=status)


@require_POST
def autosave(request: PersonRequest, pk: int) -> HttpResponse:
    """What was typed so far; answers with the moment, or with what is wrong."""
    answer = written_answer(request, pk)
    form = DraftForm(request.POST, answer=answer)
    theirs = _save(request, answer, form)
    saved_at = None if form.errors else timezone.now()
    context = {"form": form, "answer": answer, "saved_at": saved_at, "theirs": theirs}
    return render(request, "feedback/_draft_saved.html", context, status=422 if form.errors else 200)


@require_POST
def submit(request: PersonRequest, pk: int) -> HttpResponse:
    answer = written_answer(request, pk)
    return do(request, answer, lambda: answering.submit(answer, by=request.user), "Đã trình thủ trưởng duyệt.")


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Mend it before the head has decided."""
    answer = written_answer(request, pk)
    return do(request, answer, lambda: answering.take_back(answer, by=request.user), "Đã rút thư về để sửa.")


@never_cache
@require_safe
def review(request: PersonRequest, pk: int) -> HttpResponse:
    """Is this the answer? The question beside the letter."""
    answer = decided_answer(request, pk)
    form = DecideForm(initial={"da_xem": answer.last_step})
    return render(request, "feedback/answer_review.html", {"answer": answer, "case": answer.case, "form": form})


@require_POST
@asks_second_factor
def approve(request: PersonRequest, pk: int) -> HttpResponse:
    answer = decided_answer(request, pk)
    seen = request.POST.get("da_xem")
    return do(request, answer, lambda: answering.approve(answer, by=request.user, seen=seen), "Đã duyệt thư trả lời.")


@require_POST
def send_back(request: PersonRequest, pk: int) -> HttpResponse:
    answer = decided_answer(request, pk)
    given = request.POST.get("note", "")[:2000]
    try:
        answering.send_back(answer, by=request.user, note=given, seen=request.POST.get("da_xem"))
    except ValidationError as fault:
        form = DecideForm(request.POST)
        form.is_valid()
        form.add_error("note", fault)
        context = {"answer": answer, "case": answer.case, "form": form}
        return render(request, "feedback/answer_review.html", context, status=422)
    messages.success(request, "Đã trả lại để sửa.")
    return redirect(answer)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: PersonRequest, pk: int) -> HttpResponse:
    """Number, day, signer, and how it goes."""
    answer = written_answer(request, pk)
    if answer.review_state != ReviewState.APPROVED:
        messages.info(request, "Thư chưa được thủ trưởng duyệt nên chưa gửi được.")
        return redirect(answer)
    has_mail = bool(identity.sender_of(answer.case).email)
    form = SendForm(request.POST if request.method == "POST" else None, initial=_usual(answer, has_mail))
    if form.is_valid() and SentBy.EMAIL in form.cleaned_data["ways"] and not has_mail:
        form.add_error("ways", "Người gửi không để lại thư điện tử. Bỏ cách gửi này.")
    if form.is_valid() and _sent(request, answer, form):
        return redirect(answer)
    context = {"form": form, "answer": answer, "case": answer.case, "has_mail": has_mail}
    return render(request, "feedback/answer_send.html", context, status=422 if form.errors else 200)


def _usual(answer: Answer, has_mail: bool) -> dict[str, Any]:
    role, name = sending.signer_of(answer.unit)
    ways = [SentBy.EMAIL.value] if has_mail else []
    return {"issued_on": timezone.localdate(), "signer_role": role, "signer_name": name, "ways": ways}


def _sent(request: PersonRequest, answer: Answer, form: SendForm) -> bool:
    try:
        sending.send(answer, sending.Issue(**form.cleaned_data), by=request.user)
    except ValidationError as fault:
        form.add_error(None, fault)
        return False
    messages.success(request, f"Đã gửi thư số {letter.whole(form.cleaned_data['number'], answer.unit)}.")
    return True


@require_POST
def download(request: PersonRequest, pk: int, answer_pk: int) -> HttpResponse | FileResponse:
    """The letter as it was sent; it bears the sender's name, so the look is on record."""
    case = visible_case(request, pk)
    answer = get_object_or_404(case.answers.sent(), pk=answer_pk)
    identity.open_for(case, request.user, Looked.LETTER)
    if not answer.letter:
        raise Http404("Không còn tệp của thư này.")
    name = f"Tra-loi-{case.code}.docx"
    return FileResponse(answer.letter.open("rb"), as_attachment=True, filename=name, content_type=DOCX)
