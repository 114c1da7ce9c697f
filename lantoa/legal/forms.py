from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantoa.legal.enums import NO_LONGER_IN_FORCE, LegalStatus
from lantoa.legal.models import LegalDocument, number_key
from lantoa.legal.naming import DocumentField
from lantoa.legal.numbers import issuer_of, kind_of
from lantoa.vietnamese.names import name_key


class DocumentForm(forms.ModelForm):  # type: ignore[type-arg]
    """A document of the register. How it ended is told by a form of its own, with its day."""

    url = forms.URLField(label="Đường dẫn toàn văn", required=False, max_length=400, assume_scheme="https")

    class Meta:
        model = LegalDocument
        fields = (
            "number",
            "kind",
            "title",
            "issuer",
            "issued_on",
            "effective_on",
            "status",
            "status_note",
            "source",
            "url",
        )
        widgets = {"title": forms.Textarea(attrs={"rows": 2}), "status_note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "number": "Đầy đủ như trên văn bản, ví dụ 30/2020/NĐ-CP. Luật dẫn theo tên thì có thể để trống.",
            "kind": "Để trống: lấy theo số, ký hiệu.",
            "issuer": "Để trống: lấy theo ký hiệu nếu là cơ quan trung ương.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        living = [choice for choice in LegalStatus.choices if LegalStatus(choice[0]) not in NO_LONGER_IN_FORCE]
        field = self.fields["status"]
        assert isinstance(field, forms.ChoiceField)
        is_dead = self.instance.status in NO_LONGER_IN_FORCE
        field.choices = LegalStatus.choices if is_dead else living

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        number = data.get("number", "")
        data["kind"] = data.get("kind") or kind_of(number, data.get("title", ""))
        data["issuer"] = data.get("issuer") or issuer_of(number)
        issued, effective = data.get("issued_on"), data.get("effective_on")
        if issued and effective and effective < issued:
            self.add_error("effective_on", "Ngày có hiệu lực không thể trước ngày ban hành.")
        self._refuse_twin(data)
        if data.get("status") not in NO_LONGER_IN_FORCE:  # said to be in force again: the end was a mistake
            self.instance.ends_on = self.instance.replaced_by = None
        return data

    def _refuse_twin(self, data: dict[str, Any]) -> None:
        if not data.get("number"):
            return
        twins = LegalDocument.objects.exclude(pk=self.instance.pk).filter(
            number_key=number_key(data["number"]),
            issuer_key=name_key(data["issuer"]),
            issued_on=data.get("issued_on"),
        )
        if twins.exists():
            raise ValidationError("Văn bản có số, cơ quan và ngày này đã có trong danh mục.")


class EndForm(forms.Form):
    """How and when a document lost force."""

    status = forms.ChoiceField(
        label="Vì sao không còn hiệu lực",
        choices=[choice for choice in LegalStatus.choices if LegalStatus(choice[0]) in NO_LONGER_IN_FORCE],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label="Từ ngày", help_text="Ngày/tháng/năm.")
    replaced_by = DocumentField(
        label="Văn bản thay thế",
        required=False,
        help_text="Số, ký hiệu của văn bản đã có trong danh mục; chỉ khi được thay thế.",
    )
