"""What a correction may do with each file of an article."""

from typing import Any

from django import forms
from django.http import HttpRequest

from lantoa.ledger.enums import FileKind
from lantoa.news.file_changes import FileChange, FileChanges
from lantoa.news.models import Article, ArticleFile

_INSTEAD = "Vị trí và tên máy chụp được xóa khỏi ảnh."


class FileForm(forms.Form):
    """One file: taken away, or another in its place; of a picture also its words."""

    alt = forms.CharField(label="Ảnh cho thấy gì?", max_length=250, required=False)
    is_decorative = forms.BooleanField(label="Ảnh trang trí, không cần mô tả", required=False)
    caption = forms.CharField(label="Chú thích dưới ảnh", max_length=250, required=False)
    instead = forms.FileField(required=False)
    is_dropped = forms.BooleanField(required=False)
    hide_optional = True

    def __init__(self, data: Any = None, uploads: Any = None, *, row: ArticleFile) -> None:
        first = {"alt": row.alt, "caption": row.caption, "is_decorative": row.is_decorative}
        super().__init__(data, uploads, prefix=f"tep-{row.pk}", initial=first)
        self.row, self.is_photo = row, row.kind == FileKind.PHOTO
        word = "ảnh" if self.is_photo else "tài liệu"
        self.fields["is_dropped"].label = f"Bỏ {word} này khỏi bài"
        self.fields["instead"].label = f"Thay bằng {word} khác"
        if self.is_photo:
            self.fields["instead"].help_text = _INSTEAD
            self.fields["instead"].widget.attrs["accept"] = "image/*,.heic,.heif"
        else:
            self.fields["instead"].widget.attrs["accept"] = ".pdf,.docx,.xlsx"
            for name in ("alt", "caption", "is_decorative"):
                del self.fields[name]

    def change(self) -> FileChange:
        return FileChange(self.row, **self.cleaned_data)


def file_forms(request: HttpRequest, article: Article) -> list[FileForm]:
    """A form for each file, bound where the page was sent."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return [FileForm(*sent, row=row) for row in article.files.all()]


def changes_in(request: HttpRequest, forms_of_files: list[FileForm]) -> FileChanges:
    """What valid forms ask for, with what was added."""
    ones = [form.change() for form in forms_of_files]
    return FileChanges(ones, request.FILES.getlist("files"), request.POST.get("files_alt", ""))
