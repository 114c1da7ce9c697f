"""Forms of the registers that all units share: categories, their steps, special pages."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.urls import reverse_lazy
from django.utils.text import slugify

from lantoa.accounts.enums import Role
from lantoa.legal.models import LegalDocument
from lantoa.legal.models.document import number_key
from lantoa.news.models import Category, CategoryStep, SpecialPage
from lantoa.news.writing import tags_named
from lantoa.vietnamese.text import fold, squeeze

# Who may be asked to look: roles that also act, so that leaders and administrators do not appear.
LOOKERS = [(role.value, role.label) for role in (Role.OFFICER, Role.OFFICE, Role.EDITOR, Role.HEAD)]
_SLUG_HELP = "Phần cuối của địa chỉ trang. Để trống thì lập từ tên; đã dùng rồi thì giữ nguyên."


class _Addressed(forms.ModelForm):  # type: ignore[type-arg]
    """A row with a name and an address made of it."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        slug = data.get("slug") or slugify(fold(data.get("name", "")))[:80]
        if not slug:
            return data
        model: Any = self._meta.model
        if model.objects.filter(slug=slug).exclude(pk=self.instance.pk).exists():
            self.add_error("slug", f"Địa chỉ “{slug}” đã có. Ghi địa chỉ khác.")
        data["slug"] = slug
        return data


class CategoryForm(_Addressed):
    class Meta:
        model = Category
        fields = ("name", "parent", "description", "slug", "order", "is_active")
        help_texts = {"slug": _SLUG_HELP, "order": "Số nhỏ đứng trước."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = self.fields["order"].required = False
        parent: Any = self.fields["parent"]
        parent.queryset = Category.objects.filter(parent=None).exclude(pk=self.instance.pk)
        parent.empty_label = "Không, là chuyên mục cấp một"

    def clean_parent(self) -> Category | None:
        parent: Category | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and self.instance.children.exists():
            raise ValidationError("Chuyên mục này có chuyên mục con nên phải ở cấp một. Chuyển các mục con trước.")
        return parent

    def clean_order(self) -> int:
        given: int | None = self.cleaned_data["order"]
        if given is not None:
            return given
        return (Category.objects.aggregate(most=Max("order"))["most"] or 0) + 10


class StepForm(forms.ModelForm):  # type: ignore[type-arg]
    role = forms.ChoiceField(label="Ai xem", choices=LOOKERS)

    class Meta:
        model = CategoryStep
        fields = ("name", "role")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = "Ví dụ: Biên tập, Soát nội dung pháp luật."


def _documents_named(lines: str) -> tuple[list[LegalDocument], list[str]]:
    """The documents of the bookcase that lines name by number (or title), and the lines that name none or several."""
    found: list[LegalDocument] = []
    unknown: list[str] = []
    for line in filter(None, map(squeeze, lines.splitlines())):
        number, _, day = line.partition(" – ")
        rows = list(LegalDocument.objects.public().matching(number)[:5]) if number_key(number) else []
        rows = [row for row in rows if not day or (row.issued_on and f"{row.issued_on:%d/%m/%Y}" == day)]
        rows = rows or list(LegalDocument.objects.public().filter(title=line)[:2])
        if len(rows) == 1:
            found += rows
        else:
            unknown.append(line)
    return found, unknown


def line_of(document: LegalDocument) -> str:
    """How a line names a document: its number and day, or its title where it has no number."""
    if not document.number:
        return squeeze(document.title)
    return f"{document.number} – {document.issued_on:%d/%m/%Y}" if document.issued_on else document.number


class SpecialPageForm(_Addressed):
    words = forms.CharField(
        label="Lấy bài có từ khóa",
        required=False,
        max_length=400,
        help_text="Các từ khóa cách nhau bằng dấu phẩy; bài có một trong các từ khóa này hiện trên chuyên trang.",
    )

    texts = forms.CharField(
        label="Văn bản, tài liệu",
        required=False,
        max_length=4000,
        help_text="Mỗi dòng một văn bản trong tủ sách: gõ số, ký hiệu hoặc vài chữ của trích yếu rồi chọn.",
        widget=forms.Textarea(
            attrs={"rows": 3, "data-lt-suggest": reverse_lazy("news:documents"), "autocomplete": "off"}
        ),
    )

    class Meta:
        model = SpecialPage
        fields = ("name", "lead", "starts_on", "ends_on", "plan_words", "slug", "order", "is_active")
        help_texts = {"slug": _SLUG_HELP, "order": "Số nhỏ đứng trước."}
        widgets = {"lead": forms.Textarea(attrs={"rows": 3})}

    field_order = ("name", "lead", "words", "texts", "starts_on", "ends_on", "plan_words", "slug", "order", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = self.fields["order"].required = False
        if self.instance.pk:
            self.initial["words"] = ", ".join(tag.name for tag in self.instance.tags.all())
            self.initial["texts"] = "\n".join(line_of(one) for one in self.instance.documents.public())

    def clean_order(self) -> int:
        return self.cleaned_data["order"] or 0

    def clean_texts(self) -> list[LegalDocument]:
        found, unknown = _documents_named(self.cleaned_data["texts"])
        if unknown:
            named = "; ".join(f"“{one}”" for one in unknown[:3])
            raise ValidationError(f"Tủ sách không có đúng một văn bản là {named}. Chọn từ danh sách gợi ý.")
        return found

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        return data

    def save(self, commit: bool = True) -> Any:
        row = super().save(commit)
        row.documents.set(self.cleaned_data["texts"])
        row.tags.set(tags_named(squeeze(one) for one in re.split(r"[\n,;]", self.cleaned_data["words"])))
        return row
