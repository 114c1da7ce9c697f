"""From the register into the bookcase: files of a document, letting anyone read it, taking it out again."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.legal import bookcase, files
from lantoa.legal.keeping import demand_publishing
from lantoa.legal.models import DocumentFile, LegalDocument
from lantoa.legal.views.sending import sent


class FileForm(forms.Form):
    """A file of a document."""

    file = forms.FileField(
        label="Tệp",
        help_text="PDF hoặc Word (.docx), tối đa 25 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": files.ACCEPT}),
        error_messages={"required": "Chọn tệp của văn bản.", "empty": "Tệp này trống. Kiểm tra lại tệp gốc."},
    )


def _get(request: PersonRequest, pk: int) -> LegalDocument:
    return get_object_or_404(LegalDocument.objects.visible_to(request.user), pk=pk)


def _get_file(request: PersonRequest, pk: int) -> DocumentFile:
    visible = LegalDocument.objects.visible_to(request.user)
    rows = DocumentFile.objects.defer("text").select_related("document").filter(document__in=visible)
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "POST"])
def add_file(request: PersonRequest, pk: int) -> HttpResponse:
    """Which file is this document's text?"""
    document = _get(request, pk)
    demand_publishing(request.user)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid() and _added(request, document, form):
        return redirect(document)
    context = {"form": form, "document": document}
    return render(request, "legal/document_file.html", context, status=422 if form.errors else 200)


def _added(request: PersonRequest, document: LegalDocument, form: FileForm) -> bool:
    chosen: UploadedFile[Any] = form.cleaned_data["file"]
    try:
        kept = files.add_file(document, chosen, by=request.user)
    except ValidationError as fault:
        form.add_error("file", fault)
        return False
    messages.success(request, f"Đã nhận tệp {kept.name}; nội dung đang được đọc để tìm kiếm.")
    return True


@require_POST
def publish(request: PersonRequest, pk: int) -> HttpResponse:
    """Let anyone read the document."""
    document = _get(request, pk)
    try:
        bookcase.publish(document, by=request.user)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
    else:
        messages.success(request, "Đã đưa vào tủ sách: ai cũng đọc và tìm thấy được.")
    return redirect(document)


@require_POST
def unpublish(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the document out of the bookcase."""
    document = _get(request, pk)
    bookcase.unpublish(document, by=request.user)
    messages.success(request, "Đã rút khỏi tủ sách: người đọc không còn mở hay tìm thấy văn bản này.")
    return redirect(document)


@require_GET
def file(request: PersonRequest, pk: int) -> FileResponse:
    """A file of a document, for everyone who works in a unit."""
    return sent(_get_file(request, pk), download=True)


@require_POST
def remove_file(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a file away for good."""
    row = _get_file(request, pk)
    bookcase.remove_file(row, by=request.user)
    messages.success(request, f"Đã bỏ tệp {row.name}.")
    return redirect(row.document)
