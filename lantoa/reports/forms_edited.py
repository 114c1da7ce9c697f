"""Forms of rows that two people may edit at once, and of filters of activities."""

from collections.abc import Callable
from typing import Any

from django import forms

from lantoa.audit.edits import EditConflict
from lantoa.ledger.enums import ActivityKind, ChannelKind
from lantoa.vietnamese.text import squeeze


class EditedForm(forms.ModelForm):  # type: ignore[type-arg]
    """Saves only over the version that it was opened on; else says what the other person wrote and keeps what was
    typed."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else 0

    def save_over(self, store: Callable[[int], None] | None = None) -> bool:
        """Whether it was saved; if not, sending the form again takes the place of the other's. `store` saves the row
        from the version that it is given, where more is done than that."""
        try:
            (store or self._store)(self.cleaned_data.get("version") or 0)
        except EditConflict as conflict:
            theirs: Any = conflict.current
            changed = [name for name in self.fields if name != "version" and self._differs(name, theirs)]
            named = "; ".join(f"{self.fields[name].label}: “{self._said(name, theirs)}”" for name in changed)
            self.add_error(None, f"{conflict} Bản của họ: {named or 'giống bản này'}.")
            typed: Any = self.data
            self.data = typed = typed.copy()
            typed[self.add_prefix("version")] = str(theirs.version)
            return False
        return True

    def _store(self, version: int) -> None:
        if self.instance.pk is None:
            self.instance.save()
        else:
            self.instance.save_from(version)

    @staticmethod
    def _said(name: str, theirs: Any) -> str:
        """What a field of the other person's row holds, in words."""
        held = getattr(theirs, name)
        if isinstance(held, bool):
            return "có" if held else "không"
        if isinstance(held, list):
            return ", ".join(map(str, held))
        said = getattr(theirs, f"get_{name}_display", lambda: "để trống" if held in (None, "") else held)()
        return str(said)

    def _differs(self, name: str, theirs: Any) -> bool:
        return hasattr(theirs, name) and getattr(theirs, name) != getattr(self.instance, name)


class FilterFields(forms.Form):
    """Which activities: kinds, channels, words; what is left empty asks nothing."""

    kinds = forms.MultipleChoiceField(
        label="Loại hoạt động",
        choices=ActivityKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn: mọi loại.",
    )
    channels = forms.MultipleChoiceField(
        label="Kênh",
        choices=ChannelKind,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn: mọi kênh.",
    )
    words = forms.CharField(
        label="Có chữ",
        max_length=200,
        required=False,
        help_text="Nhiều cụm từ cách nhau bằng dấu phẩy; hoạt động có một trong các cụm từ thì được tính.",
    )

    def filter(self) -> dict[str, Any]:
        """As an indicator or a heading keeps it."""
        data = self.cleaned_data
        return {"kinds": data["kinds"], "channels": data["channels"], "words": squeeze(data["words"])}


def filter_initial(stored: dict[str, Any]) -> dict[str, Any]:
    return {"kinds": stored.get("kinds"), "channels": stored.get("channels"), "words": stored.get("words", "")}
