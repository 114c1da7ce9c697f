"""The catalogue as those who work with it see it, and its versions as those at the top keep them."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import Entry, record
from lantoa.legal.models import LegalDocument
from lantoa.procedures import finding, versions
from lantoa.procedures.catalogue_filter import STATES, CatalogueFilter, by_keys
from lantoa.procedures.content import Content
from lantoa.procedures.enums import DecisionKind
from lantoa.procedures.forms.other import AbolitionForm, ProcedureForm
from lantoa.procedures.forms.version import VersionForms
from lantoa.procedures.keeping import demand_keeping, may_keep
from lantoa.procedures.models import Procedure, ProcedureVersion
from lantoa.procedures.reading_page import ReadingPage
from lantoa.procedures.sheet import COLUMNS, lines
from lantoa.tabular.workbooks import download

PAGE_SIZE = 50
_SUGGESTED = 300
_HISTORY = 30


def _get(request: PersonRequest, pk: int) -> Procedure:
    return get_object_or_404(Procedure.objects.visible_to(request.user).with_version(), pk=pk)


def _get_version(request: PersonRequest, pk: int) -> ProcedureVersion:
    visible = Procedure.objects.visible_to(request.user)
    rows = ProcedureVersion.objects.select_related("procedure").filter(procedure__in=visible)
    return get_object_or_404(rows, pk=pk)


@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """Which procedures are there, and in what state?"""
    chosen = CatalogueFilter(request.GET, for_keepers=True)
    page = chosen.page(request.GET.get("trang"), PAGE_SIZE)
    procedures = by_keys(page.object_list)
    keys = [one.version_id for one in procedures]  # type: ignore[attr-defined]  # by with_version
    held = ProcedureVersion.objects.in_bulk([key for key in keys if key])
    rows = [(one, held.get(key)) for one, key in zip(procedures, keys, strict=True)]
    context = {"filter": chosen, "page": page, "rows": rows, "states": STATES, "may_keep": may_keep(request.user)}
    return render(request, "procedures/list.html", context)


@require_GET
def export(request: PersonRequest) -> HttpResponse:
    """The procedures of the current filter as a spreadsheet."""
    chosen = CatalogueFilter(request.GET, for_keepers=True)
    name = "thu-tuc.csv" if request.GET.get("dang") == "csv" else "thu-tuc.xlsx"
    return download(COLUMNS, lines(chosen.all()), title="Thủ tục", name=name)


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """What holds of this procedure, what is coming, and what belongs to it?"""
    procedure = _get(request, pk)
    present = procedure.version_on()
    shown = present or procedure.newest()
    context = {
        "procedure": procedure,
        "present": present,
        "shown": shown,
        "reading": ReadingPage(procedure, shown, timezone.localdate()) if shown else None,
        "bases": shown.bases.select_related("document") if shown else [],
        "versions": procedure.versions.all(),
        "questions": procedure.questions.all(),
        "forms": procedure.forms.all(),
        "processes": procedure.processes.all(),
        "events": procedure.life_events.all(),
        "may_keep": may_keep(request.user, procedure.level),
        "log": Entry.objects.about(procedure).select_related("actor")[:_HISTORY],
    }
    return render(request, "procedures/detail.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Bring a procedure into the catalogue."""
    demand_keeping(request.user)
    data = request.POST if request.method == "POST" else None
    form, rows = ProcedureForm(data, by=request.user), VersionForms(data, procedure=None)
    if data is not None and "them" not in data and all([form.is_valid(), rows.is_valid()]):
        made = _made(request, form, rows)
        if made:
            return redirect(made)
    return _show(request, rows, "Thêm thủ tục", identity=form)


def _made(request: PersonRequest, form: ProcedureForm, rows: VersionForms) -> Procedure | None:
    try:
        with transaction.atomic():
            procedure: Procedure = form.save(commit=False)
            content = rows.content()
            procedure.name, procedure.field = content.fields["name"], content.fields["field"]
            procedure.refuse_twin()
            procedure.save()
            form.save_m2m()
            versions.add_version(procedure, content, by=request.user)
    except ValidationError as fault:
        _blame(rows.main, fault)
        return None
    messages.success(request, f"Đã thêm thủ tục {procedure.label}.")
    return procedure


def _blame(form: BaseForm, fault: ValidationError) -> None:
    """The fault beside its field, where the form has it."""
    known = hasattr(fault, "error_dict") and all(name in form.fields for name in fault.error_dict)
    form.add_error(None, fault if known else ValidationError(fault.messages))


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Put right code, level or life events."""
    procedure = _get(request, pk)
    demand_keeping(request.user, procedure.level)
    form = ProcedureForm(request.POST if request.method == "POST" else None, instance=procedure, by=request.user)
    if request.method == "POST" and form.is_valid() and _edited(request, form):
        messages.success(request, "Đã lưu.")
        return redirect(procedure)
    context = {"form": form, "procedure": procedure}
    return render(request, "procedures/edit.html", context, status=422 if form.errors else 200)


def _edited(request: PersonRequest, form: ProcedureForm) -> bool:
    procedure: Procedure = form.instance
    try:
        with transaction.atomic():
            procedure.refuse_twin()
            form.save()
            finding.keep(procedure)
            record("procedure_saved", by=request.user, on=procedure, text=f"Sửa mã, cấp, sự kiện: {procedure.label}")
    except ValidationError as fault:
        _blame(form, fault)
        return False
    return True


@require_http_methods(["GET", "POST"])
def amend(request: PersonRequest, pk: int) -> HttpResponse:
    """Write the next version, beginning with what the last one says."""
    procedure = _get(request, pk)
    demand_keeping(request.user, procedure.level)
    last = procedure.newest()
    start = Content.of(last) if last else Content()
    start.fields["decision_kind"] = DecisionKind.AMENDED if last else DecisionKind.ANNOUNCED
    data = request.POST if request.method == "POST" else None
    rows = VersionForms(data, procedure=procedure, start=start)
    if data is not None and "them" not in data and rows.is_valid():
        try:
            version = versions.add_version(procedure, rows.content(), by=request.user)
        except ValidationError as fault:
            _blame(rows.main, fault)
        else:
            _say_when(request, version)
            return redirect(procedure)
    return _show(request, rows, "Phiên bản mới", procedure=procedure)


def _say_when(request: PersonRequest, version: ProcedureVersion) -> None:
    day = f"{version.in_force_from:%d/%m/%Y}"
    now = "Đã có hiệu lực: người dân thấy nội dung mới; đơn vị đang niêm yết được nhắc thay."
    later = f"Đã ghi. Nội dung mới thay nội dung cũ vào ngày {day}."
    messages.success(request, now if version.has_begun else later)


@require_http_methods(["GET", "POST"])
def correct(request: PersonRequest, pk: int) -> HttpResponse:
    """Put right what was written down wrongly of a version."""
    version = _get_version(request, pk)
    demand_keeping(request.user, version.procedure.level)
    data = request.POST if request.method == "POST" else None
    procedure = version.procedure
    if version.is_abolition:
        messages.error(request, "Quyết định bãi bỏ không sửa được nội dung.")
        return redirect(procedure)
    rows = VersionForms(data, procedure=procedure, instance=version, start=Content.of(version))
    if data is not None and "them" not in data and rows.is_valid():
        try:
            versions.change_version(_get_version(request, pk), rows.content(), by=request.user)
        except ValidationError as fault:
            _blame(rows.main, fault)
        else:
            messages.success(request, "Đã sửa. Đơn vị đang niêm yết không bị nhắc, vì quyết định vẫn như cũ.")
            return redirect(procedure)
    return _show(request, rows, "Sửa lỗi ghi", procedure=procedure)


def _show(
    request: PersonRequest,
    rows: VersionForms,
    heading: str,
    *,
    procedure: Procedure | None = None,
    identity: ProcedureForm | None = None,
) -> HttpResponse:
    is_refused = request.method == "POST" and "them" not in request.POST
    context = {"rows": rows, "heading": heading, "procedure": procedure, "identity": identity}
    context["suggestions"] = LegalDocument.objects.visible_to(request.user).exclude(number="")[:_SUGGESTED]
    return render(request, "procedures/version_form.html", context, status=422 if is_refused else 200)


@require_http_methods(["GET", "POST"])
def abolish(request: PersonRequest, pk: int) -> HttpResponse:
    """Say by which decision the procedure no longer holds."""
    procedure = _get(request, pk)
    demand_keeping(request.user, procedure.level)
    form = AbolitionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            version = versions.abolish(procedure, by=request.user, **form.cleaned_data)
        except ValidationError as fault:
            _blame(form, fault)
        else:
            messages.success(request, f"Đã ghi bãi bỏ từ {version.in_force_from:%d/%m/%Y}.")
            return redirect(procedure)
    context = {"form": form, "procedure": procedure}
    return render(request, "procedures/abolish.html", context, status=422 if form.errors else 200)


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back a version that does not hold yet."""
    version = _get_version(request, pk)
    procedure = version.procedure
    try:
        versions.withdraw(version, by=request.user)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
    else:
        messages.success(request, "Đã bỏ phiên bản chờ; nội dung đang áp dụng giữ nguyên.")
    return redirect(procedure)
