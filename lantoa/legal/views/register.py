from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record
from lantoa.legal.citations import citing
from lantoa.legal.document_filter import STATES, DocumentFilter
from lantoa.legal.enums import NO_LONGER_IN_FORCE, LegalStatus
from lantoa.legal.forms import DocumentForm, EndForm
from lantoa.legal.keeping import demand_keeping, may_keep, may_publish
from lantoa.legal.models import LegalDocument
from lantoa.legal.sheet import COLUMNS, lines
from lantoa.tabular.workbooks import download

PAGE_SIZE = 50
_MOST_CITED = 50


def _get(request: PersonRequest, pk: int) -> LegalDocument:
    found = LegalDocument.objects.visible_to(request.user).select_related("replaced_by")
    return get_object_or_404(found, pk=pk)


@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """Which documents does the work rest on, and which still hold?"""
    chosen = DocumentFilter(request.GET, LegalDocument.objects.visible_to(request.user))
    documents = chosen.documents().select_related("replaced_by")
    context = {
        "filter": chosen,
        "page": Paginator(documents, PAGE_SIZE).get_page(request.GET.get("trang")),
        "states": STATES,
        "may_keep": may_keep(request.user),
    }
    return render(request, "legal/document_list.html", context)


@require_GET
def export(request: PersonRequest) -> HttpResponse:
    """The documents of the current filter as a spreadsheet."""
    chosen = DocumentFilter(request.GET, LegalDocument.objects.visible_to(request.user))
    name = "van-ban.csv" if request.GET.get("dang") == "csv" else "van-ban.xlsx"
    documents = chosen.documents().select_related("replaced_by")
    return download(COLUMNS, lines(documents), title="Văn bản", name=name)


@require_GET
def detail(request: PersonRequest, pk: int) -> HttpResponse:
    """Does this document still hold, what replaced it, and what rests on it?"""
    document = _get(request, pk)
    cited = citing(document, request.user)
    context = {
        "document": document,
        "chain": document.chain(),
        "replaced": list(document.replaces.all()[:_MOST_CITED]),
        "citations": cited[:_MOST_CITED],
        "cited_number": len(cited),
        "cited_more": max(0, len(cited) - _MOST_CITED),
        "may_keep": may_keep(request.user),
        "may_publish": may_publish(request.user),
        "files": document.files.defer("text"),
    }
    return render(request, "legal/document_detail.html", context)


@require_http_methods(["GET", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Bring a document into the register."""
    demand_keeping(request.user)
    return _edit(request, DocumentForm(request.POST if request.method == "POST" else None), "Thêm văn bản")


@require_http_methods(["GET", "POST"])
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Put right what the register says."""
    document = _get(request, pk)
    demand_keeping(request.user)
    form = DocumentForm(request.POST if request.method == "POST" else None, instance=_get(request, pk))
    return _edit(request, form, "Sửa văn bản", document)


def _edit(request: PersonRequest, form: DocumentForm, heading: str, old: LegalDocument | None = None) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        document: LegalDocument = form.save()
        verb = "Sửa" if old else "Thêm"
        record("legal_document_saved", by=request.user, on=document, text=f"{verb} {document.citation}")
        messages.success(request, f"Đã lưu {document.citation}.")
        return redirect(document)
    context = {"form": form, "heading": heading, "document": old}
    return render(request, "legal/document_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """Say that a document no longer holds: plans that cite it are warned."""
    document = _get(request, pk)
    demand_keeping(request.user)
    form = EndForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _ended(request, document, form):
        return redirect("legal:detail", pk)
    context = {"form": form, "document": document, "suggestions": _living(request, document)}
    return render(request, "legal/document_end.html", context, status=422 if form.errors else 200)


def _ended(request: PersonRequest, document: LegalDocument, form: EndForm) -> bool:
    data = form.cleaned_data
    try:
        document.end(on=data["on"], status=LegalStatus(data["status"]), replaced_by=data["replaced_by"])
    except ValidationError as fault:
        form.add_error(None, fault.messages)
        return False
    text = f"{document.citation}: {document.get_status_display()} từ {data['on']:%d/%m/%Y}"
    record("legal_document_ended", by=request.user, on=document, text=text)
    messages.success(request, "Đã ghi. Kế hoạch dẫn văn bản này được cảnh báo.")
    return True


def _living(request: PersonRequest, document: LegalDocument) -> list[LegalDocument]:
    found = LegalDocument.objects.visible_to(request.user).exclude(pk=document.pk)
    return list(found.exclude(number="").exclude(status__in=NO_LONGER_IN_FORCE)[:300])


@require_POST
def revive(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back a mistaken end."""
    document = _get(request, pk)
    demand_keeping(request.user)
    document.ends_on, document.replaced_by, document.status = None, None, LegalStatus.UNKNOWN
    document.save()
    record("legal_document_revived", by=request.user, on=document, text=f"{document.citation}: bỏ ghi hết hiệu lực")
    messages.success(request, "Đã bỏ ghi hết hiệu lực. Xem lại hiệu lực của văn bản.")
    return redirect(document)
