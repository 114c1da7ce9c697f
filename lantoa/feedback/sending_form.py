"""The public form: what a citizen fills in, one thing at a time."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy

from lantoa.feedback import attachments, stamps
from lantoa.feedback.accepting import CONSENT, Given
from lantoa.feedback.addressed import Addressed
from lantoa.feedback.attachments import Attachment
from lantoa.feedback.models.case import TEXT_LIMIT
from lantoa.feedback.tokens import digits
from lantoa.organisations.models import Unit
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import nfc, squeeze

_LETTER = re.compile(r"[^\W\d_]")
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_MANY_LINKS = 3
LONGEST = {"name": 120, "phone": 30, "place": 250}


def read_text(typed: str) -> str:
    """The words as they are kept, a break counted as one. Raises ValidationError where there are none, or too many."""
    text = nfc(typed.replace("\0", " ").replace("\r\n", "\n")).strip()
    if not _LETTER.search(text):
        raise ValidationError("Chưa có nội dung. Ghi vài dòng về việc muốn phản ánh rồi gửi.")
    if len(text) > TEXT_LIMIT:
        raise ValidationError(
            f"Nội dung dài quá {TEXT_LIMIT:,} ký tự (đang có {len(text):,}). ".replace(",", ".")
            + "Rút gọn những điều chính, phần còn lại gửi bằng ảnh chụp hoặc thư điện tử."
        )
    return text


def read_phone(typed: str) -> str:
    """The number as it was written. Raises ValidationError on what is none."""
    phone = squeeze(typed.replace("\0", " "))
    if phone and not 8 <= len(digits(phone)) <= 15:
        raise ValidationError("Số điện thoại chưa đúng. Ghi một số, ví dụ 0912 345 678.")
    return phone


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Photos as they are kept, each with its own sentence where it can't be used."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"multiple": True, "accept": attachments.ACCEPT_PHOTOS, "data-lt-photos": ""}
        super().__init__(widget=_Several(attrs=attrs), required=False, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[Attachment]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if len(files) > attachments.MOST:
            raise ValidationError(f"Chỉ gửi được {attachments.MOST} ảnh một lần. Chọn những ảnh nói rõ nhất.")
        made, faults = [], []
        for file in files:
            try:
                made.append(attachments.photo(file))
            except ValidationError as fault:
                faults += fault.messages
        if faults:
            raise ValidationError(faults)
        return made


class VoiceField(forms.FileField):
    """A voice note as it is kept."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"accept": attachments.ACCEPT_VOICE}
        super().__init__(widget=forms.FileInput(attrs=attrs), required=False, allow_empty_file=True, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Attachment | None:
        file = super().clean(data, initial)
        return attachments.voice(file) if file else None


class SendingForm(forms.Form):
    """`to`: what the address named. `website` is a trap for programs that fill every field."""

    use_required_attribute = False

    unit_words = forms.CharField(
        label="Đơn vị, trường học",
        required=False,
        max_length=200,
        help_text="Gõ vài chữ của tên rồi chọn. Không rõ đơn vị nào thì để trống.",
        widget=forms.TextInput(attrs={"data-lt-suggest": reverse_lazy("feedback_public:units"), "autocomplete": "off"}),
        error_messages={"max_length": "Tên đơn vị dài quá 200 ký tự. Ghi tên ngắn hơn."},
    )
    text = forms.CharField(
        label="Chuyện gì đã xảy ra?",
        strip=True,
        help_text="Ghi việc gì, ở đâu, khi nào. Không cần ghi số giấy tờ tùy thân.",
        widget=forms.Textarea(attrs={"rows": 8, "data-lt-most": TEXT_LIMIT}),
        error_messages={"required": "Chưa có nội dung. Ghi vài dòng về việc muốn phản ánh rồi gửi."},
    )
    photos = PhotosField(label="Ảnh", help_text="Nơi chụp và tên máy được xóa khỏi ảnh trước khi lưu.")
    voice = VoiceField(
        label="Ghi âm lời nói",
        help_text="Nói thay cho gõ, nếu thấy dễ hơn. Tệp giữ nguyên, cả nơi và máy ghi nếu điện thoại ghi kèm.",
    )
    name = forms.CharField(
        label="Họ và tên",
        required=False,
        max_length=LONGEST["name"],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": "Họ và tên dài quá 120 ký tự. Ghi ngắn hơn."},
    )
    phone = forms.CharField(
        label="Điện thoại",
        required=False,
        max_length=LONGEST["phone"],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"max_length": "Số điện thoại dài quá. Ghi một số, ví dụ 0912 345 678."},
    )
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        help_text="Mã và đường dẫn theo dõi được gửi tới đây.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": "Địa chỉ thư điện tử chưa đúng, ví dụ ten@example.vn."},
    )
    place = forms.CharField(
        label="Địa chỉ",
        required=False,
        max_length=LONGEST["place"],
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"max_length": "Địa chỉ dài quá 250 ký tự. Ghi ngắn hơn."},
    )
    wants_publication = forms.BooleanField(
        label="Đồng ý công khai câu hỏi và trả lời, không kèm tên và cách liên hệ", required=False
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    work = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-lt-work": ""}))
    answer = forms.CharField(
        label="Câu hỏi", required=False, max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args: Any, to: Addressed) -> None:
        super().__init__(*args)
        self.to = to
        if to.unit is not None:
            del self.fields["unit_words"]
        sent = str(self.data.get("stamp", "")) if self.is_bound else ""
        self.current_stamp = sent if sent and stamps.still_good(sent) else stamps.make()
        question: Any = self.fields["answer"]  # asked only of who comes without a script: then it must be answered
        question.label, question.hide_optional = stamps.question(self.current_stamp), True
        if self.is_bound and sent != self.current_stamp:
            fresh: Any = self.data.copy()  # type: ignore[attr-defined]
            fresh["stamp"], fresh["work"], fresh["answer"] = self.current_stamp, "", ""
            self.data = fresh
            self._was_old = True
        self.initial["stamp"] = self.current_stamp

    _was_old = False

    def clean_text(self) -> str:
        return read_text(self.cleaned_data["text"])

    def clean_phone(self) -> str:
        return read_phone(self.cleaned_data["phone"])

    def clean_unit_words(self) -> str:
        return squeeze(self.cleaned_data["unit_words"].replace("\0", " "))

    def clean(self) -> dict[str, Any]:
        """The stamp last: who has a fault elsewhere need not answer for it too."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        if given.get("website"):
            raise ValidationError("Không gửi được phản ánh này. Tải lại trang rồi ghi lại nội dung.")
        try:
            self.checked = stamps.check(given["stamp"], "" if self._was_old else given["work"], given["answer"])
        except stamps.Refused as refused:
            old = "Trang này mở đã lâu. Nội dung vẫn còn nguyên: bấm gửi lần nữa."
            raise ValidationError(old if self._was_old else str(refused)) from refused
        if not self.checked.is_worked and len(_LINK.findall(given["text"])) > _MANY_LINKS:
            raise ValidationError("Nội dung có quá nhiều đường dẫn. Giữ lại nhiều nhất ba đường dẫn rồi gửi.")
        return given

    def given(self, address: str) -> Given:
        """What `accepting` takes."""
        said = self.cleaned_data
        return Given(
            form_key=self.checked.form_key,
            is_worked=self.checked.is_worked,
            source=self.to.source,
            unit=self.to.unit or _named(said.get("unit_words", "")),
            unit_words=said.get("unit_words", ""),
            procedure=self.to.procedure,
            text=said["text"],
            name=squeeze(said["name"].replace("\0", " ")),
            phone=said["phone"],
            email=said["email"],
            place=squeeze(said["place"].replace("\0", " ")),
            wants_publication=said["wants_publication"],
            address=address,
            consent=CONSENT,
        )

    def attached(self) -> list[Attachment]:
        """Photos and the voice note."""
        said = self.cleaned_data
        return [*said["photos"], *([said["voice"]] if said["voice"] else [])]


def _named(words: str) -> Unit | None:
    """The one unit that bears the name in full; what is less plain, a person decides."""
    if not words:
        return None
    found = list(Unit.objects.current().filter(name_key=name_key(words))[:2])
    return found[0] if len(found) == 1 else None
