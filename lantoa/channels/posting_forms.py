"""The small forms of the acts on a posting."""

from typing import Any

from django import forms
from django.utils import timezone

from lantoa.channels.enums import ChannelType
from lantoa.channels.models import Posting
from lantoa.channels.recordings import ACCEPT, RecordingField
from lantoa.ledger.activity_form import WholeNumber
from lantoa.ledger.hour_field import Hour


class ReleaseForm(forms.Form):
    """`version` is what the person read: a text that changed since is not released unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    send_at = Hour(label="Giờ đăng", help_text="Để trống thì đăng ngay.")


class MoveForm(forms.Form):
    send_at = Hour(label="Giờ đăng mới")


class NoteForm(forms.Form):
    note = forms.CharField(
        label="Cần sửa gì",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lời nhắn: cần sửa gì trước khi phát."},
    )


class ConfirmForm(forms.Form):
    """A person carried it out by hand."""

    link = forms.URLField(label="Đường dẫn bài đã đăng", required=False, max_length=500, assume_scheme="https")
    at = Hour(label="Đăng, phát lúc", help_text="Để trống là vừa xong.")
    reached = WholeNumber(label="Số người tiếp cận", required=False, help_text="Nếu biết.")

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["link"].required = posting.channel.type == ChannelType.PASTE
        self.fields["link"].error_messages["required"] = "Dán đường dẫn bài đã đăng để xác nhận."
        if posting.channel.type == ChannelType.RADIO:
            self.fields["at"].help_text = "Ngày giờ bản tin được phát. Để trống là vừa xong."
        self.initial.setdefault("at", timezone.localtime().replace(second=0, microsecond=0))


class SettleForm(forms.Form):
    """Somebody looked whether it is on the channel."""

    is_out = forms.ChoiceField(
        label="Trên kênh có bài này không?",
        choices=[("co", "Có, bài đã lên kênh"), ("khong", "Không, gửi lại"), ("nhap", "Không, đưa về soạn lại")],
        widget=forms.RadioSelect,
        error_messages={"required": "Mở kênh xem rồi chọn một ý."},
    )
    link = forms.URLField(label="Đường dẫn bài trên kênh", required=False, max_length=500, assume_scheme="https")

    def clean(self) -> dict[str, Any]:
        """What was said, as `releasing.settle` takes it."""
        said, link = self.cleaned_data.get("is_out"), self.cleaned_data.get("link", "")
        return {"is_out": said == "co", "send_again": said == "khong", "link": link}


class RecordingForm(forms.Form):
    file = RecordingField(
        label="Bản ghi âm",
        help_text="Tệp mp3, m4a hoặc ogg, tối đa 60 MB.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )

    def clean(self) -> dict[str, Any]:
        """As `recordings.keep` takes it."""
        return {"recording": self.cleaned_data.get("file")}
