"""The form of a version: what its decision says, ways of filing, papers, legal bases."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from lantoa.legal.naming import DocumentField
from lantoa.procedures.content import Content
from lantoa.procedures.enums import DecisionKind, Way
from lantoa.procedures.models import FormFile, Procedure, ProcedureVersion

_SHORT = ("exemptions", "applicants", "acting_body", "deciding_body", "authorised_body", "coordinating_body")
_LONG = ("steps", "conditions")
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Quyết định", ("decision_kind", "decision_number", "decision_issuer", "decided_on", "in_force_from")),
    ("Thủ tục", ("name", "field", "kind", "applicants", "results", "conditions", "keywords", "description")),
    ("Trình tự", ("steps",)),
    ("Cơ quan", ("acting_body", "deciding_body", "authorised_body", "coordinating_body", "receiving_address")),
    ("Thời hạn, phí chung", ("filing", "time_limit", "fee", "exemptions", "sets")),
    ("Trực tuyến", ("online_level", "online_url", "portal_url", "returns_by_post", "takes_payment_online")),
)


class VersionForm(forms.ModelForm):  # type: ignore[type-arg]
    """Everything of a version but its rows. An abolition has a form of its own."""

    online_url = forms.URLField(label="Đường dẫn nộp trực tuyến", required=False, max_length=500, assume_scheme="https")
    portal_url = forms.URLField(
        label="Trang gốc trên Cổng Dịch vụ công quốc gia", required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = ProcedureVersion
        fields = tuple(name for _, names in GROUPS for name in names)
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("name", *_SHORT, "results", "keywords")}
        widgets |= {name: forms.Textarea(attrs={"rows": 8}) for name in _LONG}
        widgets |= {name: forms.Textarea(attrs={"rows": 2}) for name in ("time_limit", "fee", "filing", "description")}
        widgets |= {"receiving_address": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "decision_number": "Ví dụ 3771/QĐ-UBND.",
            "in_force_from": "Từ ngày này người dân thấy nội dung mới.",
            "time_limit": "Khi mọi cách nộp như nhau; khác nhau thì ghi ở từng cách nộp.",
            "fee": "Khi mọi cách nộp như nhau; khác nhau thì ghi ở từng cách nộp.",
            "steps": "Mỗi bước bắt đầu bằng “Bước 1:”, “Bước 2:” trên dòng mới.",
            "sets": "Ví dụ: 01 bộ.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = self.fields["decision_kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [choice for choice in DecisionKind.choices if choice[0] != DecisionKind.ABOLISHED]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        decided, begins = data.get("decided_on"), data.get("in_force_from")
        if decided and begins and begins < decided:
            self.add_error("in_force_from", "Ngày có hiệu lực không thể trước ngày ban hành quyết định.")
        return data


class WayForm(forms.Form):
    """One way of filing."""

    is_offered = forms.BooleanField(required=False)
    time_limit = forms.CharField(label="Thời hạn", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    fee = forms.CharField(label="Phí, lệ phí", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    description = forms.CharField(label="Mô tả", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    way = forms.ChoiceField(choices=Way.choices, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        way = str(self.initial.get("way") or self.data.get(self.add_prefix("way")) or "")
        self.fields["is_offered"].label = dict(Way.choices).get(way, "Cách nộp")


class PartForm(forms.Form):
    """One paper; a row whose name is emptied goes."""

    name = forms.CharField(label="Tên giấy tờ", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    case = forms.CharField(label="Trường hợp", required=False, help_text="Chỉ khi giấy tờ này dành cho một số người.")
    originals = forms.IntegerField(label="Bản chính", required=False, min_value=0, max_value=99)
    copies = forms.IntegerField(label="Bản sao", required=False, min_value=0, max_value=99)
    form_name = forms.CharField(label="Tên mẫu", required=False, max_length=255)
    form = forms.ModelChoiceField(FormFile.objects.none(), label="Tệp mẫu", required=False, empty_label="Không có tệp")
    amount = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, procedure: Procedure | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["form"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = FormFile.objects.filter(procedure=procedure) if procedure else FormFile.objects.none()


class BasisForm(forms.Form):
    """A document of the register and the part of it that the procedure rests on."""

    document = DocumentField(label="Số, ký hiệu văn bản", required=False)
    part = forms.CharField(label="Điều, khoản", required=False, max_length=300)


WayFormSet = formset_factory(WayForm, extra=0, min_num=3, max_num=3)
PartFormSet = formset_factory(PartForm, extra=3, can_order=True, max_num=200, absolute_max=200)
BasisFormSet = formset_factory(BasisForm, extra=3, max_num=100, absolute_max=100)


class VersionForms:
    """The version's form and those of its rows as one: `start` is what they begin with."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        procedure: Procedure | None,
        instance: ProcedureVersion | None = None,
        start: Content | None = None,
    ) -> None:
        start, data = start or Content(), _with_more(data)
        self.main = VersionForm(data, instance=instance, initial=start.fields if instance is None else None)
        self.ways: BaseFormSet[Any] = WayFormSet(data, prefix="cach", initial=_ways(start.ways))
        self.parts: BaseFormSet[Any] = PartFormSet(
            data, prefix="giay", initial=start.parts, form_kwargs={"procedure": procedure}
        )
        bases = [{"document": document, "part": part} for document, part in start.bases]
        self.bases: BaseFormSet[Any] = BasisFormSet(data, prefix="can-cu", initial=bases)

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self.main[name] for name in names]) for title, names in GROUPS]

    @property
    def errors(self) -> bool:
        rows = (self.ways, self.parts, self.bases)
        return bool(self.main.errors or any(rows_.total_error_count() for rows_ in rows))

    @property
    def row_faults(self) -> list[str]:
        """What is wrong with rows, each with the field that it is wrong with."""
        rows = (self.ways, self.parts, self.bases)
        said = [str(fault) for one in rows for fault in one.non_form_errors()] if self.main.is_bound else []
        pairs = [(form, name, faults) for one in rows for form in one for name, faults in form.errors.items()]
        return said + [f"{form.fields[name].label}: {fault}" for form, name, faults in pairs for fault in faults]

    def is_valid(self) -> bool:
        return all([self.main.is_valid(), self.ways.is_valid(), self.parts.is_valid(), self.bases.is_valid()])

    def content(self) -> Content:
        """What was typed; after `is_valid`."""
        ways = [{key: way[key] for key in ("way", "time_limit", "fee", "description")} for way in _offered(self.ways)]
        rows = [row.cleaned_data for row in self.parts.ordered_forms if row.cleaned_data.get("name", "").strip()]
        parts = [{key: value for key, value in row.items() if key != "ORDER"} for row in rows]
        bases = [(row["document"], row["part"]) for row in _filled(self.bases) if row.get("document")]
        return Content(dict(self.main.cleaned_data), ways, parts, bases)


def _with_more(data: QueryDict | None) -> QueryDict | None:
    """The data with one more empty row where that is what was asked for (button `them`)."""
    wanted = data.get("them", "") if data else ""
    if data is None or wanted not in ("giay", "can-cu"):
        return data
    more = data.copy()
    total = more.get(f"{wanted}-TOTAL_FORMS", "")
    if total.isdecimal() and len(total) < 4:
        more[f"{wanted}-TOTAL_FORMS"] = str(int(total) + 1)
    return more


def _ways(held: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """All three ways, those that are offered ticked."""
    known = {way["way"]: {**way, "is_offered": True} for way in held}
    return [known.get(way, {"way": way}) for way in Way.values]


def _offered(rows: "BaseFormSet[Any]") -> list[dict[str, Any]]:
    return [row for row in _filled(rows) if row.get("is_offered")]


def _filled(rows: "BaseFormSet[Any]") -> list[dict[str, Any]]:
    return [row.cleaned_data for row in rows if row.is_valid() and row.cleaned_data]
