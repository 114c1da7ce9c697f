from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.disclosure import own_pages
from lantoa.disclosure.models import DisclosureItem
from lantoa.ledger.evidence import ACCEPT
from lantoa.legal.models import LegalDocument
from lantoa.legal.naming import DocumentField
from lantoa.organisations.models import UnitGroup

_MOST_DOCUMENTS = 500


class ItemForm(forms.ModelForm):  # type: ignore[type-arg]
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    document = DocumentField(
        label="Văn bản căn cứ",
        required=False,
        help_text="Số, ký hiệu của văn bản trong danh mục, ví dụ 104/2016/QH13: người đọc mở được toàn văn.",
    )

    class Meta:
        model = DisclosureItem
        fields = ("title", "basis", "document", "group", "form", "rhythm", "keep_days", "order")
        help_texts = {
            "basis": "Điều, khoản, điểm; ví dụ: Luật Tiếp cận thông tin, Điều 19 khoản 1 điểm đ.",
            "keep_days": "Để trống: đến khi có bản mới. Niêm yết mà không có quy định riêng về thời hạn thì phải giữ ít"
            " nhất 30 ngày (Luật Tiếp cận thông tin, Điều 21).",
        }

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        group = self.fields["group"]
        assert isinstance(group, forms.ModelChoiceField)
        group.queryset = UnitGroup.objects.visible_to(user).filter(owner=self.instance.owner)
        group.empty_label = f"Chỉ {self.instance.owner.label}"
        self.fields["version"].initial = self.instance.version
        self.initial["document"] = self.instance.document


class PublishForm(forms.Form):
    """Where and when something was made public; one of link, document, file."""

    title = forms.CharField(label="Tên bản công khai", max_length=300)
    on = forms.DateField(label="Ngày công khai")
    link = forms.CharField(
        label="Đường dẫn",
        max_length=500,
        required=False,
        help_text="Bài trên cổng này (bắt đầu bằng /tin-tuc/) hoặc trang khác (https://…).",
    )
    document = forms.ModelChoiceField(
        label="Tài liệu trong tủ sách", queryset=LegalDocument.objects.none(), required=False, empty_label="Không chọn"
    )
    file = forms.FileField(
        label="Tệp", required=False, help_text="PDF, Word, Excel hoặc ảnh.", widget=forms.FileInput({"accept": ACCEPT})
    )

    def __init__(self, *args: Any, host: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.host = host
        field = self.fields["document"]
        assert isinstance(field, forms.ModelChoiceField)
        shelf = LegalDocument.objects.public().order_by("-issued_on", "pk")
        newest = list(shelf.values_list("pk", flat=True)[:_MOST_DOCUMENTS])
        field.queryset = shelf.filter(pk__in=newest)  # a slice could not be asked for the one that was chosen
        self.fields["on"].initial = timezone.localdate()
        if lost := self.files.get("file"):
            self.fields["file"].help_text = f"Biểu bị trả lại thì tệp không giữ được, chọn lại: {lost.name}."

    def clean_link(self) -> str:
        """An address of this site that everyone can read, or a whole one: never one that runs a script."""
        typed: str = self.cleaned_data["link"].strip()
        if not typed:
            return ""
        is_own = typed.startswith("/") and not typed.startswith("//") and "\\" not in typed
        link = typed if is_own else self._whole(typed)
        if said := own_pages.fault_of(link, self.host):
            raise ValidationError(said)
        return link

    @staticmethod
    def _whole(typed: str) -> str:
        if "://" not in typed and not urlsplit(typed).scheme:
            typed = f"https://{typed}"
        try:
            URLValidator(["http", "https"])(typed)
        except ValidationError as fault:
            raise ValidationError("Đường dẫn phải bắt đầu bằng https:// hoặc /tin-tuc/.") from fault
        return typed
