"""The form in which a unit puts its work forward: for each promised product the activities that prove it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from lantoa.ledger.activity_kinds import spec_of
from lantoa.ledger.claims import LONGEST
from lantoa.ledger.claims_lines import evidence_for, outstanding
from lantoa.ledger.fitting import fit
from lantoa.ledger.models import Activity, Obligation
from lantoa.ledger.products import Product
from lantoa.vietnamese.text import fold

_LINE = "minh_chung_"


class ProofField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Activities, each with its day and what can be looked at."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Activity) -> str:
        files = len(obj.files.all())
        shown = f"{files} tệp minh chứng" if files else "có đường dẫn" if obj.link else "chưa có ảnh, tài liệu"
        return f"{obj.title} ({obj.on:%d/%m/%Y}, {shown})"


class ClaimForm(forms.Form):
    """A field for each product that is not ticked off; one for the whole where nothing is promised line by line.
    `shown`: the activity (id) that it is asked with, ticked where its kind fits the product."""

    def __init__(self, data: Any = None, *, obligation: Obligation, shown: int = 0) -> None:
        super().__init__(data)
        self.products: list[Product] = outstanding([obligation])[obligation.pk]
        known = evidence_for(obligation).order_by("-on", "-pk").prefetch_related("files")
        self.activities = list(known)
        for place, product in enumerate(self.products or [Product("", "Hoạt động đã làm")]):
            ticked = self._ticked(product, shown)
            self.fields[f"{_LINE}{place}"] = ProofField(known, label=product.text, required=False, initial=ticked)
        self.fields["text"] = forms.CharField(
            label="Lời gửi kèm" if self.products else "Kết quả, lời gửi kèm",
            required=False,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def _ticked(self, product: Product, shown: int) -> list[int]:
        """What is proposed: everything for the whole, the only one there is; else the one asked with, where it fits."""
        if not self.products or len(self.activities) == 1:
            return [one.pk for one in self.activities]
        asked = [one for one in self.activities if one.pk == shown]
        fits = len(self.products) == 1 or any(fit(fold(product.text), spec_of(one.kind)) for one in asked)
        return [one.pk for one in asked] if fits else []

    def deliveries(self) -> dict[str, list[Activity]]:
        """The chosen activities by product; a product without any is not put forward."""
        keys = [one.key for one in self.products] or [""]
        chosen = {key: list(self.cleaned_data.get(f"{_LINE}{place}") or []) for place, key in enumerate(keys)}
        return {key: found for key, found in chosen.items() if found}

    def take(self, fault: ValidationError) -> None:
        """Show what the books refused."""
        if not hasattr(fault, "error_dict"):
            self.add_error(None, fault)
            return
        for name, faults in fault.error_dict.items():
            self.add_error(name if name in self.fields else None, faults)


class NilForm(forms.Form):
    """Why there was nothing to do, for the head who confirms it."""

    nil_text = forms.CharField(
        label="Vì sao không phát sinh",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Thủ trưởng đơn vị xác nhận. Ví dụ: trong kỳ trường không tổ chức cuộc thi nào.",
        error_messages={"required": "Ghi vì sao không phát sinh, để thủ trưởng đơn vị xác nhận."},
    )


class ReturnForm(forms.Form):
    """Why the claim comes back."""

    note = forms.CharField(
        label="Lý do trả lại",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Nêu cần bổ sung gì; lý do hiện trên trang của đơn vị.",
        error_messages={"required": "Ghi lý do trả lại để đơn vị biết cần bổ sung gì."},
    )


class CommentForm(forms.Form):
    """`form_key` makes one form one remark, however often it is sent."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    said = forms.CharField(
        label="Nội dung trao đổi",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi nội dung trao đổi rồi gửi."},
    )
