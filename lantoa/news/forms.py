"""The forms of writing and of the acts on an article."""

import datetime as dt
import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.audit.edits import EditConflict
from lantoa.ledger import suggesting
from lantoa.ledger.activities import servable
from lantoa.ledger.activity_kinds import spec_of
from lantoa.ledger.day_field import DayField
from lantoa.ledger.enums import ActivityKind
from lantoa.ledger.hour_field import Hour
from lantoa.ledger.models import Obligation
from lantoa.news.correcting import NO_NOTICE, Said
from lantoa.news.files import for_workspace
from lantoa.news.models import Article, Category, SpecialPage
from lantoa.news.models.article import TITLE_LIMIT
from lantoa.news.their_text import Theirs, theirs_beside
from lantoa.news.writing import Around, Filing, Text
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import squeeze

_VIDEO_HELP = "Đường dẫn trang có video, ví dụ trên kênh của đơn vị. Cổng không nhúng trình phát của nơi khác."


class CategoryChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The categories in use, those of the second level under theirs."""

    def __init__(self, **kwargs: Any) -> None:
        rows = Category.objects.filter(is_active=True).select_related("parent")
        super().__init__(rows, label="Chuyên mục", required=False, empty_label="Chọn chuyên mục", **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.parent.name} › {obj.name}" if obj.parent else obj.name


class Title(forms.CharField):
    """One line of words, in a field that grows with them: a long title is read whole on a phone, too."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2, "data-lt-one-line": True, "autocomplete": "off"})
        super().__init__(label="Tiêu đề", strip=True, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = squeeze(super().clean(value).replace("\0", " "))
        if len(typed) > TITLE_LIMIT:
            raise ValidationError(
                f"Tiêu đề dài {len(typed)} ký tự, nhiều nhất {TITLE_LIMIT}. Rút gọn, đưa phần chi tiết vào tóm tắt."
            )
        return typed


class NewArticleForm(forms.Form):
    """The first step: a title, and for whom; the draft is there from then on."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    title = Title(help_text="Nói ngay việc gì, ở đâu. Sửa lại được bất cứ lúc nào.")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị đăng")
    category = CategoryChoice()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = [one for one in access.units_where(user, Power.WRITE) if one.is_current]
        field: Any = self.fields["unit"]
        field.queryset = Unit.objects.filter(pk__in=[one.pk for one in units])
        home = access.home_unit(user)
        own = home if home in units else next(iter(units), None)
        self.initial.setdefault("unit", own.pk if own else None)
        if len(units) < 2:
            field.widget = forms.HiddenInput()
        elif own:
            field.empty_label = None


class ProseInput(forms.Textarea):
    """A text area that becomes an editor where scripts run (static/news/editor.js)."""

    def __init__(self) -> None:
        super().__init__(attrs={"rows": 16})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-lt-prose"] = static("django_prose_editor/editor.js")
        return context


class ArticleForm(forms.Form):
    """The text and all around it, each part when its writer has it. What is `files`' goes its own way."""

    hide_optional = True
    theirs: Theirs | None = None
    version = forms.IntegerField(widget=forms.HiddenInput)
    replaced = forms.IntegerField(required=False, widget=forms.HiddenInput)  # only the button of a conflict sends it
    sitting = forms.UUIDField(required=False, widget=forms.HiddenInput)  # which page sends, and as its how manieth
    nth = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = Title(required=False)
    lead = forms.CharField(
        label="Tóm tắt",
        required=False,
        max_length=500,
        help_text="Một, hai câu: hiện dưới tiêu đề, trên danh sách tin và khi chia sẻ.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    body = forms.CharField(label="Nội dung", required=False, widget=ProseInput())
    category = CategoryChoice()
    tags = forms.CharField(
        label="Từ khóa",
        required=False,
        max_length=900,
        help_text="Mỗi dòng một từ khóa, ví dụ: chuyển đổi số.",
        widget=forms.Textarea(attrs={"rows": 2, "data-lt-suggest": reverse_lazy("news:tags"), "autocomplete": "off"}),
    )
    special_pages = forms.ModelMultipleChoiceField(
        SpecialPage.objects.filter(is_active=True),
        label="Đưa vào chuyên trang",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    obligations = forms.ModelMultipleChoiceField(
        Obligation.objects.none(), label="Phục vụ việc được giao", required=False, widget=forms.CheckboxSelectMultiple
    )
    author_name = forms.CharField(label="Tác giả, nguồn", required=False, max_length=120)
    video_url = forms.URLField(
        label="Đường dẫn video", required=False, max_length=300, assume_scheme="https", help_text=_VIDEO_HELP
    )
    publish_at = Hour(label="Hẹn giờ đăng", help_text="Để trống thì đăng ngay khi được duyệt.")
    expires_at = Hour(label="Hết hạn đăng", help_text="Qua giờ này người đọc không còn thấy bài.")
    review_on = DayField(
        label="Xem lại trước ngày", required=False, help_text="Đến ngày, bài hiện trong Việc cần làm để soát lại."
    )

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        kwargs["initial"] = {**_start(article), "sitting": uuid.uuid4(), "nth": 0, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.article = article
        serves: Any = self.fields["obligations"]
        serves.queryset = servable(article.unit)
        chosen: Any = self["obligations"].value() or []
        named = [int(one) for one in chosen if str(one).isdecimal() and len(str(one)) < 19]
        self.chosen = named
        self.likely = suggesting.likely(
            article.unit, spec_of(ActivityKind.ARTICLE), today=timezone.localdate(), named=named
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        now, hour, over = timezone.now(), data.get("publish_at"), data.get("expires_at")
        if over and over <= max(now, hour or now):
            self.add_error("expires_at", "Hạn đăng phải sau giờ đăng và sau lúc này.")
        return data

    def text(self) -> Text:
        data = self.cleaned_data
        return Text(data["title"], data["lead"], data["body"])

    def tell(self, conflict: EditConflict, me: User) -> None:
        """Somebody saved it meanwhile: nothing is saved, both texts are shown."""
        self.theirs = theirs_beside(conflict.current, self.text(), me)
        self.add_error(None, f"Chưa lưu. {self.theirs}")

    def around(self) -> Around:
        data = self.cleaned_data
        names = ("category", "author_name", "video_url", "special_pages", "obligations")
        dates = ("publish_at", "expires_at", "review_on")
        tags = re.split(r"[\n,;]", data["tags"])
        return Around(tags=tags, **{name: data[name] for name in (*names, *dates)})

    @property
    def held_version(self) -> int:
        """The version that the text started from; that of another person's where the writer said to replace it."""
        held: int = self.cleaned_data["replaced"] or self.cleaned_data["version"]
        return held


def _start(article: Article) -> dict[str, Any]:
    plain = ("version", "title", "lead", "author_name", "video_url", "publish_at", "expires_at", "review_on")
    return {
        **{name: getattr(article, name) for name in plain},
        "body": for_workspace(article.body),
        "category": article.category_id,
        "tags": "\n".join(tag.name for tag in article.tags.all()),
        "special_pages": [page.pk for page in article.special_pages.all()],
        "obligations": [row.pk for row in article.obligations.all()],
    }


class NoteForm(forms.Form):
    """One text that an act asks for."""

    note = forms.CharField(label="Lời nhắn", widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)

    def __init__(self, *args: Any, label: str, help_text: str = "", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["note"]
        field.label, field.help_text, field.required = label, help_text, required
        if required:
            field.error_messages["required"] = f"{label}: chưa ghi. Ghi một, hai câu."


class SaidForm(ArticleForm):
    """A published text changed: what was wrong is said to readers, but of spelling alone."""

    notice = forms.CharField(
        label="Nội dung đính chính",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Hiện ở đầu bài, ví dụ: Số học sinh dự là 320, không phải 230.",
    )
    is_spelling = forms.BooleanField(
        label="Chỉ sửa chính tả, không đổi nội dung",
        required=False,
        help_text="Người đọc không thấy lời đính chính. Đổi số liệu, đổi tệp thì vẫn phải ghi.",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = forms.Form.clean(self) or {}
        if not data.get("notice") and not data.get("is_spelling") and "notice" not in self.errors:
            self.add_error("notice", NO_NOTICE)
        return data

    def said(self) -> Said:
        return Said(self.cleaned_data["notice"], self.cleaned_data["is_spelling"])


class CorrectionForm(SaidForm):
    """The text, and where the article is filed; its days and what it serves stay as they are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_at", "expires_at", "review_on", "obligations"):
            del self.fields[name]

    def filing(self) -> Filing:
        data = self.cleaned_data
        names = ("category", "author_name", "video_url", "special_pages")
        return Filing(tags=re.split(r"[\n,;]", data["tags"]), **{name: data[name] for name in names})


class MendForm(SaidForm):
    """The text alone: where it is filed and what it serves is its unit's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {"version", "replaced", "title", "lead", "body", "notice", "is_spelling"}:
            del self.fields[name]


class WithdrawalForm(forms.Form):
    hide_optional = True  # one of the two is asked for
    note = forms.CharField(
        label="Lý do gỡ, nói với người đọc",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Trang của bài còn đó và nói lý do này.",
    )
    moved_to = forms.CharField(
        label="Hoặc chuyển người đọc đến trang",
        required=False,
        max_length=300,
        help_text="Trang thay thế trong cổng này, ví dụ /tin-tuc/…",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not (data.get("note") or data.get("moved_to")) and not self.errors:
            self.add_error("note", "Ghi lý do gỡ cho người đọc, hoặc địa chỉ trang thay thế.")
        return data


class HourForm(forms.Form):
    publish_at = Hour(label="Đăng lúc", help_text="Để trống: bài chờ người duyệt bấm Đăng.")


class DatesForm(forms.Form):
    expires_at = Hour(label="Hết hạn đăng", help_text="Để trống: đăng không thời hạn.")
    review_on = DayField(label="Xem lại trước ngày", required=False)


class ClaimForm(forms.Form):
    due = DayField(label="Xem xong trước ngày", required=False)

    def clean_due(self) -> dt.date | None:
        due: dt.date | None = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise ValidationError("Ngày này đã qua. Chọn từ hôm nay trở đi.")
        return due
