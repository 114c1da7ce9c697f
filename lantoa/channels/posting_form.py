"""The channel's version of a text: a form for each channel, its limits counted, its pictures chosen."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from lantoa.channels.enums import ChannelType
from lantoa.channels.models import Posting, PressOutlet
from lantoa.channels.registry import adapter_of
from lantoa.ledger.hour_field import Hour

_NO_TITLE = (ChannelType.FACEBOOK, ChannelType.PASTE)  # their readers see one text
_ROWS = {ChannelType.FACEBOOK: 8, ChannelType.PASTE: 8}


def code_of(path: str) -> str:
    """A picture's name in forms and addresses; the storage path stays inside."""
    return hashlib.sha256(path.encode()).hexdigest()[:16]


def known_pictures(posting: Posting, offered: Sequence[Mapping[str, str]] = ()) -> dict[str, dict[str, str]]:
    """Every picture that the posting has or its source offers, by code; the chosen ones first, in their order."""
    known: dict[str, dict[str, str]] = {}
    for row in [*posting.pictures, *offered]:
        if isinstance(row, dict) and row.get("path"):
            known.setdefault(code_of(str(row["path"])), dict(row))
    return known


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a limit, in signs; below zero where it is passed."""

    most: int
    left: int

    @property
    def over(self) -> int:
        return max(-self.left, 0)


class Text(forms.CharField):
    """Plain text with the line ends that everyone counts as one sign."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n").replace("\0", " ")


class PostingForm(forms.Form):
    """`posting` is the stored row; `offered` are the pictures of what it was made of."""

    hide_optional = True  # what a channel demands is said by its faults, not by every label

    version = forms.IntegerField(widget=forms.HiddenInput)
    title = Text(label="Tiêu đề", required=False, max_length=300)
    text = Text(label="Nội dung", required=False, max_length=100_000, widget=forms.Textarea)
    description = Text(label="Mô tả", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    author = Text(label="Tác giả", required=False, max_length=200)
    broadcast = forms.BooleanField(label="Gửi tới mọi người quan tâm (tính vào số lần trong tháng)", required=False)
    pictures = forms.MultipleChoiceField(label="Ảnh", required=False, widget=forms.CheckboxSelectMultiple)
    outlets = forms.ModelMultipleChoiceField(
        PressOutlet.objects.none(),
        label="Gửi tới",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn báo, đài nào thì gửi tới cả danh sách.",
    )
    send_at = Hour(label="Giờ đăng", help_text="Để trống thì đăng ngay khi được duyệt phát.")

    def __init__(self, data: Any = None, *, posting: Posting, offered: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__(data, prefix=f"bai-{posting.pk}")
        self.posting, kind = posting, posting.channel.type
        self.known = known_pictures(posting, offered)
        self.fields["text"].widget.attrs["rows"] = _ROWS.get(ChannelType(kind), 12)
        gone = self._unused(str(kind))
        for name in gone:
            del self.fields[name]
        self._choose(gone)
        chosen = [code_of(str(row.get("path"))) for row in posting.pictures if isinstance(row, dict)]
        self.initial = {"version": posting.version, "title": posting.title, "text": posting.text, "pictures": chosen}
        self.initial |= {"send_at": posting.send_at, **posting.options}

    def _unused(self, kind: str) -> set[str]:
        unused = {"description", "author", "broadcast"} if kind != ChannelType.ZALO else set()
        unused |= {"outlets"} if kind != ChannelType.PRESS else set()
        unused |= {"title"} if kind in _NO_TITLE else set()
        return unused | ({"pictures"} if kind == ChannelType.RADIO or not self.known else set())

    def _choose(self, gone: set[str]) -> None:
        if "pictures" not in gone:
            field: Any = self.fields["pictures"]
            rows = enumerate(self.known.items(), 1)
            field.choices = [(code, row.get("alt") or f"Ảnh {number}") for number, (code, row) in rows]
        if "outlets" not in gone:
            outlets: Any = self.fields["outlets"]
            own = PressOutlet.objects.filter(unit=self.posting.channel.unit, is_active=True)
            outlets.queryset = own.exclude(email="")

    def rows(self) -> Iterator[tuple[BoundField, Left | None]]:
        """The fields to show, each with what its limit leaves; pictures are drawn apart."""
        counts = {one.name: one for one in adapter_of(self.posting.channel).counts(self.draft()) if one.most}
        for field in self.visible_fields():
            if field.name != "pictures":
                count = counts.get(field.name)
                yield field, Left(count.most, count.most - count.used) if count else None

    def draft(self) -> Posting:
        """The posting with what was typed, as far as it can be read; nothing is saved."""
        draft = copy(self.posting)
        if self.is_bound:
            self.is_valid()
            for name, value in self.given().items():
                setattr(draft, name, value)
        return draft

    def given(self) -> dict[str, Any]:
        """The columns of the posting as they were typed."""
        data, given = self.cleaned_data, dict[str, Any]()
        for name in ("title", "text"):
            if name in data:
                given[name] = data[name].strip()
        if "pictures" in data:
            given["pictures"] = [self.known[code] for code in data["pictures"] if code in self.known]
        options = dict(self.posting.options)
        for name in ("description", "author", "broadcast"):
            if name in data:
                options[name] = data[name]
        if "outlets" in data:
            options["outlets"] = [one.pk for one in data["outlets"]]
        return {**given, "options": options}
