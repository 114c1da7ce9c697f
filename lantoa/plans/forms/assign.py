from typing import Any

from django import forms

_AGAIN = {"invalid": "Chọn lại đoạn chữ trong văn bản gốc.", "required": "Chọn lại đoạn chữ trong văn bản gốc."}


class AssignForm(forms.Form):
    """A stretch of the source (`tu` to `den`) and what it is given to: `cho`, of the row `dong`."""

    tu = forms.IntegerField(error_messages=_AGAIN)
    den = forms.IntegerField(error_messages=_AGAIN)
    cho = forms.CharField(required=False)
    dong = forms.CharField(required=False)

    @property
    def fault(self) -> str:
        """The first thing wrong, as one sentence."""
        words: Any = next(iter(self.errors.values()))
        return str(words[0])
