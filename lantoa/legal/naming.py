"""A document of the register named by number in a field, with its day where numbers repeat: they restart every year."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantoa.legal.models import LegalDocument

_MOST = 5


class DocumentField(forms.CharField):
    """Cleans to the document, or None; the page holds the choices (`legal/_suggestions.html`)."""

    widget = forms.TextInput(attrs={"list": "goi-y-van-ban", "data-lt-suggest": "", "autocomplete": "off"})

    def clean(self, value: Any) -> LegalDocument | None:
        return named_document(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return cited(value) if isinstance(value, LegalDocument) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def named_document(typed: str) -> LegalDocument | None:
    """The document that the words name. Raises ValidationError where there is none, or where several are meant."""
    number, _, day = (part.strip() for part in typed.partition(" – "))
    if not number:
        return None
    found = list(LegalDocument.objects.matching(number)[:_MOST])
    if len(found) > 1 and day:
        found = [one for one in found if one.issued_on and f"{one.issued_on:%d/%m/%Y}" == day] or found
    if not found:
        raise ValidationError(f"Danh mục chưa có số {number}. Thêm văn bản đó ở mục Văn bản trước.")
    if len(found) > 1:
        days = ", ".join(f"{one.issued_on:%d/%m/%Y}" for one in found if one.issued_on)
        raise ValidationError(f"Có nhiều văn bản số {number} (ngày {days}). Ghi thêm ngày: {number} – ngày/tháng/năm.")
    return found[0]


def cited(document: LegalDocument) -> str:
    """How the field names a document."""
    return f"{document.number} – {document.issued_on:%d/%m/%Y}" if document.issued_on else document.number
