"""Files of the national portal: sending one, comparing it with what is kept, confirming."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from lantoa.accounts.models import User
from lantoa.accounts.requests import PersonRequest
from lantoa.documents.errors import UnreadableDocument
from lantoa.procedures import portal_import
from lantoa.procedures.comparing import differences
from lantoa.procedures.content import Content
from lantoa.procedures.enums import DecisionKind, Level
from lantoa.procedures.keeping import demand_keeping, kept_levels
from lantoa.procedures.models import PortalReading
from lantoa.procedures.portal_file import NotAProcedure


class PortalFileForm(forms.Form):
    """One file of the portal."""

    file = forms.FileField(
        label="Tệp chi tiết thủ tục",
        help_text="ChiTietTTHC_<mã>.doc hoặc .docx tải ở trang của thủ tục trên Cổng Dịch vụ công quốc gia.".replace(
            "<", "&lt;"
        ).replace(">", "&gt;"),
        widget=forms.ClearableFileInput(attrs={"accept": ".doc,.docx"}),
        error_messages={"required": "Chọn tệp.", "empty": "Tệp này trống. Tải lại từ Cổng rồi gửi."},
    )


class DecisionForm(forms.Form):
    """What the file does not tell: when the decision holds from; and whose the procedure is, where it is new."""

    code = forms.CharField(label="Mã thủ tục", max_length=30)
    level = forms.ChoiceField(label="Cấp thực hiện")
    decision_kind = forms.ChoiceField(
        label="Quyết định này", choices=[one for one in DecisionKind.choices if one[0] != DecisionKind.ABOLISHED]
    )
    decision_number = forms.CharField(label="Số quyết định", max_length=60)
    decision_issuer = forms.CharField(label="Cơ quan ban hành", max_length=200)
    decided_on = forms.DateField(label="Ngày ban hành", help_text="Tệp của Cổng không ghi ngày.")
    in_force_from = forms.DateField(label="Có hiệu lực từ ngày")

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        level = self.fields["level"]
        assert isinstance(level, forms.ChoiceField)
        level.choices = kept_levels(by)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        decided, begins = data.get("decided_on"), data.get("in_force_from")
        if decided and begins and begins < decided:
            self.add_error("in_force_from", "Ngày có hiệu lực không thể trước ngày ban hành quyết định.")
        return data


@require_http_methods(["GET", "POST"])
def upload(request: PersonRequest) -> HttpResponse:
    """Which file of the portal?"""
    demand_keeping(request.user)
    form = PortalFileForm(request.POST, request.FILES) if request.method == "POST" else PortalFileForm()
    if request.method == "POST" and form.is_valid():
        try:
            reading = portal_import.read(form.cleaned_data["file"], by=request.user)
        except UnreadableDocument as fault:
            form.add_error("file", fault.sentence)
        except NotAProcedure as fault:
            form.add_error("file", fault.sentence)
        else:
            return redirect("procedures:portal_reading", reading.pk)
    return render(request, "procedures/portal_upload.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def reading(request: PersonRequest, pk: int) -> HttpResponse:
    """Is this what the file says, and what changes?"""
    demand_keeping(request.user)
    row = get_object_or_404(PortalReading.objects.select_related("procedure"), pk=pk, owner=request.user)
    demand_keeping(request.user, row.procedure.level if row.procedure else "")
    if row.applied_at and row.procedure:
        return redirect(row.procedure)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial=_start(row), by=request.user)
    if request.method == "POST" and form.is_valid() and _confirmed(request, row, form):
        row.refresh_from_db()
        return redirect(row.procedure)  # type: ignore[arg-type]  # confirming set it
    return _show(request, row, form)


def _start(row: PortalReading) -> dict[str, Any]:
    said, last = row.read["fields"], row.procedure.newest() if row.procedure else None
    return {
        "code": row.procedure.code if row.procedure else said.get("code", ""),
        "level": row.procedure.level if row.procedure else said.get("level", Level.UNKNOWN),
        "decision_kind": DecisionKind.AMENDED if last else DecisionKind.ANNOUNCED,
        "decision_number": said.get("decision_number", "")[:60],
        "decision_issuer": last.decision_issuer if last else "",
    }


def _confirmed(request: PersonRequest, row: PortalReading, form: DecisionForm) -> bool:
    decision = dict(form.cleaned_data)
    code, level = decision.pop("code"), decision.pop("level")
    try:
        version = portal_import.confirm(row, code=code, level=level, decision=decision, by=request.user)
    except ValidationError as fault:
        known = hasattr(fault, "error_dict") and all(name in form.fields for name in fault.error_dict)
        form.add_error(None, fault if known else ValidationError(fault.messages))
        return False
    now = "đã có hiệu lực" if version.has_begun else f"có hiệu lực từ {version.in_force_from:%d/%m/%Y}"
    messages.success(request, f"Đã ghi {version.procedure.label}: {now}.")
    return True


def _show(request: PersonRequest, row: PortalReading, form: DecisionForm) -> HttpResponse:
    last = row.procedure.newest() if row.procedure else None
    content = portal_import.content_of(row, last)
    found = differences(Content.of(last) if last else Content(), content)
    context = {
        "row": row,
        "form": form,
        "last": last,
        "unsure": content.fields["unsure"],
        "changed": [one for one in found if one.is_changed],
        "same": [one for one in found if not one.is_changed],
        "name": row.read["fields"]["name"],
    }
    return render(request, "procedures/portal_reading.html", context, status=422 if form.errors else 200)
