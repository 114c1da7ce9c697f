"""The three pages of every import: upload, preview, done. An app makes one `ImportPages` and mounts its `urls()`."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.documents.errors import UnreadableDocument
from lantoa.tabular.forms import SheetForm
from lantoa.tabular.models import PendingImport
from lantoa.tabular.plan import Importer, ImportPlan, Kind
from lantoa.tabular.sheets import read_rows
from lantoa.tabular.workbooks import XLSX, attachment, write_template

PAGE_SIZE = 50
STALE = "Dữ liệu đã thay đổi từ lúc xem trước. Bảng dưới đây là bản mới: xem lại rồi xác nhận."


@dataclass(frozen=True)
class ImportPages:
    """`importer(request)` demands the right to import (403) and gives the importer for this person.

    `name` begins the four URL names within the app: `<name>`, `<name>_template`, `<name>_preview`, `<name>_confirm`.
    """

    importer: Callable[[HttpRequest], Importer]
    app: str
    name: str
    title: str  # "Nhập người dùng từ bảng tính"
    noun: str  # "người dùng"
    lead: str
    back: str  # URL name of the list that the import belongs to
    back_label: str
    blanks: str = "Ô để trống giữ nguyên dữ liệu đang có; ghi “xóa” để bỏ một giá trị."

    def urls(self, prefix: str) -> list[URLPattern]:
        return [
            path(prefix, require_http_methods(["GET", "POST"])(self.upload), name=self.name),
            path(f"{prefix}mau/", require_GET(self.template), name=f"{self.name}_template"),
            path(f"{prefix}<int:pk>/", require_GET(self.preview), name=f"{self.name}_preview"),
            path(f"{prefix}<int:pk>/xac-nhan/", require_POST(self.confirm), name=f"{self.name}_confirm"),
        ]

    def template(self, request: HttpRequest) -> HttpResponse:
        """The empty form to fill."""
        columns = self.importer(request).columns
        return attachment(write_template(columns, title=self.noun.capitalize()), f"mau-{self.name}.xlsx", XLSX)

    def upload(self, request: HttpRequest) -> HttpResponse:
        """Choose a file; a readable one leads to its preview."""
        importer = self.importer(request)
        form = SheetForm(request.POST, request.FILES) if request.method == "POST" else SheetForm()
        if form.is_valid():
            try:
                pending = self._keep(request, importer, form)
            except UnreadableDocument as fault:
                form.add_error("file", fault.sentence)
            else:
                return redirect(self._url("preview", pending.pk))
        context = {"form": form, "pages": self, "columns": importer.columns, "back_url": reverse(self.back)}
        context["template_url"] = self._url("template")
        return render(request, "tabular/upload.html", context, status=422 if form.errors else 200)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What the file would change now; nothing is written."""
        importer = self.importer(request)
        pending = self._pending(request, pk, importer.kind)
        if pending.applied_at:
            return redirect(self.back)
        return self._show(request, pending, importer.plan(pending.as_rows()))

    def confirm(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Apply all of it, if it is still what was shown."""
        importer = self.importer(request)
        plan, why = None, STALE
        try:
            plan = self._apply(request, importer, pk)
        except ValidationError as fault:
            why = " ".join(fault.messages)
        except IntegrityError:
            pass
        if plan is None:
            messages.warning(request, why)
            return redirect(self._url("preview", pk))
        messages.success(request, self._done_sentence(plan))
        return redirect(self.back)

    @transaction.atomic
    def _apply(self, request: HttpRequest, importer: Importer, pk: int) -> ImportPlan | None:
        """The plan that was carried out; None where the data moved since the preview, which is then the new one."""
        pending = self._pending(request, pk, importer.kind, lock=True)
        if pending.applied_at:
            return ImportPlan()
        plan = importer.plan(pending.as_rows())
        if request.POST.get("fingerprint") != plan.fingerprint() or not plan.is_applicable:
            return None
        importer.apply(plan, by=request.user)  # type: ignore[arg-type]
        pending.close()
        return plan

    def _keep(self, request: HttpRequest, importer: Importer, form: SheetForm) -> PendingImport:
        file = form.cleaned_data["file"]
        rows, unused = read_rows(file.read(), importer.columns)
        PendingImport.forget_old()
        return PendingImport.objects.create(
            kind=importer.kind,
            owner_id=request.user.pk,  # type: ignore[misc]  # nobody comes here without signing in
            file_name=file.name[:200],
            rows=[[row.number, row.values] for row in rows],
            unused_columns=unused,
        )

    def _pending(self, request: HttpRequest, pk: int, kind: str, *, lock: bool = False) -> PendingImport:
        found = PendingImport.objects.select_for_update() if lock else PendingImport.objects.all()
        return get_object_or_404(found, pk=pk, owner=request.user.pk, kind=kind)

    def _show(self, request: HttpRequest, pending: PendingImport, plan: ImportPlan) -> HttpResponse:
        chosen = request.GET.get("loai", "")
        kinds = [Kind(chosen)] if chosen in list(Kind) else [Kind.NEW, Kind.CHANGED]
        shown = [one for one in plan.changes if one.kind in kinds]
        context = {
            "pages": self,
            "pending": pending,
            "plan": plan,
            "counts": [(kind, len(plan.of_kind(kind))) for kind in Kind],
            "chosen": chosen,
            "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("trang")),
            "fingerprint": plan.fingerprint(),
            "confirm_url": self._url("confirm", pending.pk),
            "upload_url": self._url(),
            "back_url": reverse(self.back),
        }
        return render(request, "tabular/preview.html", context)

    def _url(self, what: str = "", *args: int) -> str:
        return reverse(f"{self.app}:{self.name}{'_' * bool(what)}{what}", args=args)

    def _done_sentence(self, plan: ImportPlan) -> str:
        if not plan.changes:
            return "Tệp này đã được nhập trước đó; không có gì thay đổi thêm."
        new, changed = len(plan.of_kind(Kind.NEW)), len(plan.of_kind(Kind.CHANGED))
        return f"Đã nhập {self.noun}: thêm mới {new}, thay đổi {changed}."
