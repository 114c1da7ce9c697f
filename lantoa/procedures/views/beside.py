"""What stands beside a procedure: questions, forms, processes of the quality system; and the life events."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record
from lantoa.procedures import files, finding
from lantoa.procedures.forms.other import FormFileForm, LifeEventForm, ProcessForm, QuestionForm
from lantoa.procedures.keeping import demand_keeping, may_keep
from lantoa.procedures.models import FormFile, LifeEvent, Procedure, ProcedureQuestion, ProcessDocument
from lantoa.procedures.views.sending import sent


def _procedure(request: PersonRequest, pk: int) -> Procedure:
    return get_object_or_404(Procedure.objects.visible_to(request.user), pk=pk)


def _mine(request: PersonRequest, model: Any, pk: int) -> Any:
    """A row that belongs to a procedure that the person sees."""
    visible = Procedure.objects.visible_to(request.user)
    return get_object_or_404(model.objects.select_related("procedure"), pk=pk, procedure__in=visible)


def _page(request: PersonRequest, procedure: Procedure, form: Any, heading: str, verb: str, lead: str) -> HttpResponse:
    context = {"form": form, "procedure": procedure, "heading": heading, "verb": verb, "lead": lead}
    return render(request, "procedures/beside_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def add_question(request: PersonRequest, pk: int) -> HttpResponse:
    """Which case of life should people find here?"""
    procedure = _procedure(request, pk)
    demand_keeping(request.user, procedure.level)
    return _question(request, ProcedureQuestion(procedure=procedure, added_by=request.user), "Thêm tình huống")


@require_http_methods(["GET", "POST"])
def edit_question(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a case or its answer right."""
    question = _mine(request, ProcedureQuestion, pk)
    demand_keeping(request.user, question.procedure.level)
    return _question(request, question, "Sửa tình huống")


def _question(request: PersonRequest, question: ProcedureQuestion, heading: str) -> HttpResponse:
    procedure = question.procedure
    form = QuestionForm(request.POST if request.method == "POST" else None, instance=question)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            finding.keep(procedure)
            text = f"{heading}: {question.question[:120]} ({procedure.label})"
            record("procedure_question_saved", by=request.user, on=procedure, text=text)
        messages.success(request, "Đã lưu tình huống." if question.is_public else "Đã lưu; tình huống chưa đăng.")
        return redirect(procedure)
    return _page(request, procedure, form, heading, "Lưu", "Câu hỏi người dân thường gặp và cách làm đúng.")


@require_POST
def remove_question(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a case away."""
    question = _mine(request, ProcedureQuestion, pk)
    demand_keeping(request.user, question.procedure.level)
    procedure = question.procedure
    with transaction.atomic():
        question.delete()
        finding.keep(procedure)
        text = f"Bỏ tình huống: {question.question[:120]} ({procedure.label})"
        record("procedure_question_removed", by=request.user, on=procedure, text=text)
    messages.success(request, "Đã bỏ tình huống.")
    return redirect(procedure)


@require_http_methods(["GET", "POST"])
def add_form(request: PersonRequest, pk: int) -> HttpResponse:
    """Which form must applicants fill?"""
    procedure = _procedure(request, pk)
    demand_keeping(request.user, procedure.level)
    form = FormFileForm(request.POST, request.FILES) if request.method == "POST" else FormFileForm()
    if request.method == "POST" and form.is_valid():
        try:
            kept = files.add_form(procedure, form.cleaned_data["file"], by=request.user)
        except ValidationError as fault:
            form.add_error("file", fault)
        else:
            messages.success(request, f"Đã nhận mẫu {kept.name}; ai cũng tải được.")
            return redirect(procedure)
    return _page(request, procedure, form, "Thêm mẫu đơn", "Thêm mẫu", "Mẫu để người dân tải về điền.")


@require_GET
def form_file(request: PersonRequest, pk: int) -> FileResponse:
    """A form, for everyone who works in a unit."""
    return sent(_mine(request, FormFile, pk), download=True)


@require_POST
def remove_form(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a form away for good."""
    kept = _mine(request, FormFile, pk)
    files.remove_form(kept, by=request.user)
    messages.success(request, f"Đã bỏ mẫu {kept.name}.")
    return redirect(kept.procedure)


@require_http_methods(["GET", "POST"])
def add_process(request: PersonRequest, pk: int) -> HttpResponse:
    """Which quality process serves this procedure?"""
    procedure = _procedure(request, pk)
    demand_keeping(request.user, procedure.level)
    form = ProcessForm(request.POST, request.FILES) if request.method == "POST" else ProcessForm()
    if request.method == "POST" and form.is_valid():
        try:
            row = files.add_process(procedure, form.save(commit=False), form.cleaned_data["chosen"], by=request.user)
        except ValidationError as fault:
            form.add_error("chosen", fault)
        else:
            messages.success(request, f"Đã công bố quy trình {row}.")
            return redirect(procedure)
    lead = "Quy trình theo TCVN ISO 9001:2015, công bố bên cạnh thủ tục."
    return _page(request, procedure, form, "Thêm quy trình chất lượng", "Công bố", lead)


@require_GET
def process_file(request: PersonRequest, pk: int) -> FileResponse:
    """A process, one that no longer applies, too."""
    return sent(_mine(request, ProcessDocument, pk), download=True)


@require_POST
def stop_process(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that a process no longer applies: readers see it no more, the workspace keeps it."""
    row = _mine(request, ProcessDocument, pk)
    demand_keeping(request.user, row.procedure.level)
    row.withdrawn_on = None if row.withdrawn_on else timezone.localdate()
    row.save()
    word = "Thôi áp dụng" if row.withdrawn_on else "Áp dụng lại"
    record("procedure_process_stopped", by=request.user, on=row.procedure, text=f"{word} quy trình {row}")
    messages.success(request, f"{word} quy trình {row}.")
    return redirect(row.procedure)


@require_GET
def events(request: PersonRequest) -> HttpResponse:
    """Under which happenings do people look for procedures?"""
    rows = LifeEvent.objects.prefetch_related("procedures")
    return render(request, "procedures/events.html", {"events": rows, "may_keep": may_keep(request.user)})


@require_http_methods(["GET", "POST"])
def new_event(request: PersonRequest) -> HttpResponse:
    """Add a happening."""
    demand_keeping(request.user)
    return _event(request, LifeEvent(), "Thêm sự kiện")


@require_http_methods(["GET", "POST"])
def edit_event(request: PersonRequest, pk: int) -> HttpResponse:
    """Say a happening better; its address stays."""
    demand_keeping(request.user)
    return _event(request, get_object_or_404(LifeEvent, pk=pk), "Sửa sự kiện")


def _event(request: PersonRequest, event: LifeEvent, heading: str) -> HttpResponse:
    form = LifeEventForm(request.POST if request.method == "POST" else None, instance=event)
    if request.method == "POST" and form.is_valid():
        saved = form.save()
        record("life_event_saved", by=request.user, on=saved, text=f"{heading}: {saved.name}")
        messages.success(request, f"Đã lưu sự kiện {saved.name}.")
        return redirect("procedures:events")
    context = {"form": form, "heading": heading, "verb": "Lưu", "procedure": None}
    return render(request, "procedures/beside_form.html", context, status=422 if form.errors else 200)


@require_POST
def remove_event(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a happening away; procedures stay, only no longer found under it."""
    demand_keeping(request.user)
    event = get_object_or_404(LifeEvent, pk=pk)
    with transaction.atomic():
        record("life_event_removed", by=request.user, on=None, text=f"Bỏ sự kiện {event.name}")
        event.delete()
    messages.success(request, f"Đã bỏ sự kiện {event.name}; các thủ tục giữ nguyên.")
    return redirect("procedures:events")
