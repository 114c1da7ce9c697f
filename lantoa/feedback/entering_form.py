"""What an officer types of a word that came by telephone, at the counter, by post."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback.accepting import Given
from lantoa.feedback.enums import TYPED_BY_OFFICER, Source
from lantoa.feedback.models.case import TEXT_LIMIT
from lantoa.feedback.sending_form import PhotosField
from lantoa.feedback.tokens import digits
from lantoa.ledger.hour_field import Hour
from lantoa.organisations.forms.fields import UnitField
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import nfc, squeeze

_OLDEST = dt.timedelta(days=60)
_SOURCES = [(source.value, source.label) for source in Source if source in TYPED_BY_OFFICER]


class EnteringForm(forms.Form):
    """One page for who knows it by heart."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.ChoiceField(
        label="Nhận qua",
        choices=_SOURCES,
        widget=forms.RadioSelect,
        initial=Source.HOTLINE,
        error_messages={"required": "Chọn nơi nhận."},
    )
    received_at = Hour(label="Nhận lúc", required=True, error_messages={"required": "Ghi ngày và giờ nhận."})
    text = forms.CharField(
        label="Nội dung",
        widget=forms.Textarea(attrs={"rows": 7, "data-lt-most": TEXT_LIMIT}),
        help_text="Ghi như người gửi nói, không cần sửa lời.",
        error_messages={"required": "Ghi nội dung phản ánh."},
    )
    unit = UnitField(label="Về đơn vị", required=False, over=None, help_text="Để trống nếu chưa rõ.")
    name = forms.CharField(label="Họ và tên người gửi", required=False, max_length=120)
    phone = forms.CharField(label="Điện thoại", required=False, max_length=30)
    email = forms.EmailField(label="Thư điện tử", required=False)
    place = forms.CharField(label="Địa chỉ", required=False, max_length=250)
    photos = PhotosField(label="Ảnh, bản chụp đơn")
    wants_publication = forms.BooleanField(label="Người gửi đồng ý công khai, không kèm tên", required=False)
    read_notice = forms.BooleanField(label="Đã đọc cho người gửi nghe thông báo về dữ liệu cá nhân", required=False)

    def clean_received_at(self) -> dt.datetime:
        moment: dt.datetime = self.cleaned_data["received_at"]
        if moment > timezone.now() + dt.timedelta(minutes=5):
            raise ValidationError("Giờ nhận ở sau lúc này. Ghi lại ngày giờ đã nhận.")
        if moment < timezone.now() - _OLDEST:
            raise ValidationError(f"Ngày nhận cách đây hơn {_OLDEST.days} ngày. Xem lại ngày đã ghi.")
        return moment

    def clean_text(self) -> str:
        text = nfc(self.cleaned_data["text"].replace("\0", " ").replace("\r\n", "\n")).strip()
        if len(text) > TEXT_LIMIT:
            raise ValidationError(f"Nội dung dài quá {TEXT_LIMIT // 1000}.000 ký tự. Ghi tóm tắt, kèm ảnh chụp đơn.")
        return text

    def clean_phone(self) -> str:
        phone = squeeze(self.cleaned_data["phone"])
        if phone and not 8 <= len(digits(phone)) <= 15:
            raise ValidationError("Số điện thoại chưa đúng. Ghi một số, ví dụ 0912 345 678.")
        return phone

    def given(self, *, by: User, keeper: Unit, consent: str) -> Given:
        """What `accepting` takes; the unit that typed it has it first."""
        said: dict[str, Any] = self.cleaned_data
        return Given(
            form_key=said["form_key"],
            source=Source(said["source"]),
            unit=said["unit"],
            keeper=keeper,
            text=said["text"],
            name=squeeze(said["name"].replace("\0", " ")),
            phone=said["phone"],
            email=said["email"],
            place=squeeze(said["place"].replace("\0", " ")),
            wants_publication=said["wants_publication"],
            received_at=said["received_at"],
            entered_by=by,
            consent=consent if said["read_notice"] else "",
        )
