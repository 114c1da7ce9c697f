"""The forms of the desk: a survey, its sections and questions, the units that are asked."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.surveys import drafting, sipas
from lantoa.surveys.enums import CHOSEN, QuestionKind
from lantoa.surveys.models import Link, Question, Section, Survey, SurveyUnit
from lantoa.vietnamese.text import squeeze

MOST_OPTIONS, LONGEST_OPTION = 20, 200
_LACKING = ("Viết ít nhất hai lựa chọn, mỗi dòng một lựa chọn.", "Viết ít nhất một ý, mỗi dòng một ý.")
FROZEN_FIELDS = ("kind", "consent", "opens_on", "threshold", "follows")


class SurveyForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the survey is. Once somebody answered, what they were promised stays."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Survey
        fields: tuple[str, ...] = (
            "title",
            "kind",
            "intro",
            "consent",
            "opens_on",
            "closes_on",
            "entry",
            "threshold",
            "follows",
        )
        widgets = {
            "kind": forms.RadioSelect,
            "entry": forms.RadioSelect,
            "intro": forms.Textarea(attrs={"rows": 3}),
            "consent": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "kind": "Sau dịch vụ: nêu kết quả từng quý đã qua. Hằng năm: nêu kết quả khi kết thúc.",
            "consent": "Người trả lời đọc trước khi điền: hỏi gì, để làm gì, ai giữ, giữ ra sao.",
            "closes_on": "Để trống nếu lấy ý kiến thường xuyên.",
            "follows": "Để so sánh qua các năm.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        survey: Survey = self.instance
        self.initial["version"] = survey.version
        follows: Any = self.fields["follows"]
        same = Survey.objects.filter(unit=survey.unit_id) if survey.unit_id else Survey.objects.none()
        follows.queryset, follows.empty_label = same.exclude(pk=survey.pk), "Không có"
        if survey.pk and survey.responses.exists():
            for name in FROZEN_FIELDS:
                self.fields[name].disabled = True

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        first, last = cleaned.get("opens_on"), cleaned.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", "Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        return cleaned

    def clean_follows(self) -> Survey | None:
        """Refuse a ring of surveys that follow each other."""
        first: Survey | None = self.cleaned_data["follows"]
        one, seen = first, set()
        while one is not None and one.pk not in seen:
            if one.pk == self.instance.pk:
                raise ValidationError("Kỳ trước không thể là chính khảo sát này hoặc khảo sát sau nó.")
            seen.add(one.pk)
            one = one.follows
        return first


class NewSurveyForm(SurveyForm):
    """Which unit, what it begins from, and the day it starts: the rest is filled in and changed later."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    shape = forms.ChoiceField(label="Câu hỏi ban đầu", widget=forms.RadioSelect, initial="sipas")

    class Meta(SurveyForm.Meta):
        fields: tuple[str, ...] = ("unit", "title", "kind", "opens_on", "closes_on")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        forms.ModelForm.__init__(self, *args, **kwargs)
        units = [unit for unit in access.units_where(user, Power.KEEP) if unit.is_current]
        field: Any = self.fields["unit"]
        field.queryset, field.empty_label = Unit.objects.filter(pk__in=[one.pk for one in units]), None
        home = access.home_unit(user)
        field.initial = home.pk if home in units and home else None
        if len(units) == 1:
            field.widget, field.initial = forms.HiddenInput(), units[0].pk
        earlier = [survey for unit in units for survey in drafting.earlier_of(unit)]
        shape: Any = self.fields["shape"]
        shape.choices = [
            ("sipas", "Mẫu theo các yếu tố của SIPAS"),
            ("empty", "Trống"),
            *((str(one.pk), f"Chép “{one}” ({one.year})") for one in earlier),
        ]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        self.instance.consent, self.instance.intro = sipas.CONSENT, sipas.INTRO
        return cleaned


class SectionForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Section
        fields = ("title", "factor", "intro")
        widgets = {"intro": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"factor": "Câu chấm 5 mức trong phần này được tính vào chỉ số của yếu tố."}


class Conditions(forms.MultipleChoiceField):
    """Answers to earlier questions, by question: those ticked must be of one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def offer(self, questions: list[Question]) -> None:
        self.choices = [(one.text, [(f"{one.pk}:{value}", words) for value, words in one.choices]) for one in questions]

    def clean(self, value: Any) -> tuple[int | None, list[int]]:
        pairs = [one.split(":") for one in super().clean(value)]
        questions = {int(question) for question, _ in pairs}
        if len(questions) > 1:
            raise ValidationError("Chọn các câu trả lời của một câu hỏi thôi.")
        return (questions.pop() if questions else None), sorted(int(number) for _, number in pairs)


class QuestionForm(forms.ModelForm):  # type: ignore[type-arg]
    """A question; its options are written a line each."""

    lines = forms.CharField(
        label="Lựa chọn",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mỗi dòng một lựa chọn; với bảng, mỗi dòng một ý. Câu 5 mức và câu viết thì để trống.",
    )
    conditions = Conditions(label="Chỉ hỏi khi đã trả lời", help_text="Không chọn gì: hỏi mọi người.")

    class Meta:
        model = Question
        fields = ("section", "kind", "text", "help", "is_required")

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question: Question = self.instance
        section: Any = self.fields["section"]
        section.queryset, section.empty_label = survey.sections.all(), None
        self.initial["lines"] = "\n".join(question.options)
        self.initial["conditions"] = [f"{question.shown_when_id}:{value}" for value in question.shown_values]
        self.before = self._earlier(survey)
        conditions: Any = self.fields["conditions"]
        conditions.offer(self.before)
        if not self.before:
            del self.fields["conditions"]

    def _earlier(self, survey: Survey) -> list[Question]:
        """Those that stand before it and whose answers can be told apart at a glance."""
        rows = list(Question.objects.filter(section__survey=survey).select_related("section"))
        places = {row.pk: place for place, row in enumerate(rows)}
        own = places.get(self.instance.pk, len(rows))
        kinds = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.SCALE)
        return [row for row in rows if places[row.pk] < own and row.kind in kinds and row.choices]

    def clean_lines(self) -> list[str]:
        lines = [squeeze(line) for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        if len(lines) > MOST_OPTIONS:
            raise ValidationError(f"Nhiều nhất {MOST_OPTIONS} dòng.")
        if any(len(line) > LONGEST_OPTION for line in lines):
            raise ValidationError(f"Mỗi dòng dài nhất {LONGEST_OPTION} chữ.")
        if len(set(lines)) < len(lines):
            raise ValidationError("Có dòng lặp lại. Mỗi lựa chọn viết một lần.")
        return lines

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        kind, lines = cleaned.get("kind"), cleaned.get("lines")
        needs = {*CHOSEN, QuestionKind.MATRIX}
        if kind in needs and lines is not None and len(lines) < (1 if kind == QuestionKind.MATRIX else 2):
            self.add_error("lines", _LACKING[kind == QuestionKind.MATRIX])
        self.instance.options = (lines or []) if kind in needs else []
        before, values = cleaned.get("conditions", (None, []))
        self.instance.shown_when_id, self.instance.shown_values = before, values
        self._keep_what_hangs_on_it(kind, lines or [])
        return cleaned

    def _keep_what_hangs_on_it(self, kind: Any, lines: list[str]) -> None:
        """Refuse to take away answers that another question hangs on."""
        used = (
            {value for one in self.instance.leads_to.all() for value in one.shown_values} if self.instance.pk else set()
        )
        offered = 5 if kind == QuestionKind.SCALE else len(lines) if kind in CHOSEN else 0
        if used and max(used) > offered:
            self.add_error(None, "Có câu hỏi phụ thuộc vào lựa chọn vừa bỏ. Sửa câu ấy trước.")


class AskedForm(forms.ModelForm):  # type: ignore[type-arg]
    """How many people a unit served, how many sheets are wanted of it; empty: not known, no limit."""

    population = forms.IntegerField(label="Số người đã được phục vụ", required=False, min_value=1, max_value=10_000_000)
    quota = forms.IntegerField(label="Số phiếu cần lấy", required=False, min_value=1, max_value=1_000_000)

    class Meta:
        model = SurveyUnit
        fields = ("population", "quota")


class AddUnitsForm(forms.Form):
    """Units to be asked: one by its name, or all of a group."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", required=False, empty_label="Không chọn")
    group = forms.ModelChoiceField(
        UnitGroup.objects.none(), label="hoặc cả nhóm", required=False, empty_label="Không chọn"
    )
    quota = forms.IntegerField(label="Số phiếu cần lấy mỗi đơn vị", required=False, min_value=1, max_value=1_000_000)
    group_quota = forms.IntegerField(
        label="Số phiếu cần lấy của cả nhóm", required=False, min_value=1, max_value=10_000_000
    )

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        group: Any = self.fields["group"]
        unit.queryset = Unit.objects.current().under(survey.unit).order_by("path")
        above = survey.unit.ancestor_ids()
        group.queryset = UnitGroup.objects.filter(Q(owner=survey.unit_id) | Q(owner__in=above))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("unit") and not cleaned.get("group"):
            raise ValidationError("Chọn một đơn vị hoặc một nhóm.")
        if cleaned.get("group_quota") and not cleaned.get("group"):
            self.add_error("group_quota", "Chọn nhóm để đặt số phiếu của cả nhóm.")
        return cleaned


class CounterForm(forms.ModelForm):  # type: ignore[type-arg]
    """One more QR code of a unit: for a counter."""

    class Meta:
        model = Link
        fields = ("unit", "counter")

    def __init__(self, *args: Any, survey: Survey, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey = survey
        unit: Any = self.fields["unit"]
        unit.queryset, unit.empty_label, unit.label = units, None, "Đơn vị"
        self.fields["counter"].required = True

    def clean_counter(self) -> str:
        return squeeze(self.cleaned_data["counter"])

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        same = Link.objects.filter(survey=self.survey, unit=cleaned.get("unit"), counter=cleaned.get("counter", ""))
        if same.exists():
            self.add_error("counter", "Đơn vị này đã có mã mang tên đó.")
        return cleaned


class OneTimeForm(forms.Form):
    """How many one-time links for which unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label=None)
    number = forms.IntegerField(label="Số đường dẫn", min_value=1, max_value=2000)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = units
