"""What the office types about a period."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst

from lantoa.accounts.models import User
from lantoa.ledger.day_field import DayField
from lantoa.organisations.models import Unit, UnitGroup
from lantoa.reports import opening, periods
from lantoa.reports.enums import PeriodType
from lantoa.reports.forms_picking import UnitsPicked
from lantoa.reports.models import ReportTemplate
from lantoa.reports.periods import Opening, Proposal, Span

AD_HOC = PeriodType.AD_HOC.value
MOST_GAP = 60
_FIRST, _LAST = 2020, 2041  # years whose periods' names the form has filled in itself
_DAY = {"required": "Ghi ngày, ví dụ 14/6/2026."}
_GAP = "Mỗi cấp dưới gửi sớm hơn cấp trên chừng ấy ngày làm việc."
_UNFOLDED = {PeriodType.MONTH: 12, PeriodType.QUARTER: 4, PeriodType.HALF_YEAR: 2, PeriodType.NINE_MONTHS: 1}


def spans_of(year: int) -> list[Span]:
    """The regular periods of a year, as the law cuts them."""
    regular = [periods.span(kind, year, index) for kind, number in _UNFOLDED.items() for index in range(1, number + 1)]
    return [*regular, periods.span(PeriodType.YEAR, year)]


class ChoosePeriodForm(forms.Form):
    """Which period, so that its days can be filled in: in the address."""

    ky = forms.ChoiceField(label="Kỳ báo cáo", required=False)
    nam = forms.TypedChoiceField(label="Năm", coerce=int, required=False)

    def __init__(self, data: Any) -> None:
        this_year = timezone.localdate().year
        years = [this_year + 1, this_year, this_year - 1, this_year - 2]
        given = {"ky": data.get("ky") or AD_HOC, "nam": data.get("nam") or str(this_year)}
        given["nam"] = given["nam"] if given["nam"] in map(str, years) else str(this_year)
        super().__init__(given, auto_id="chon_%s")
        self.spans = {one.part: one for one in spans_of(int(given["nam"]))}
        by_kind: dict[str, list[tuple[str, str]]] = {}
        for one in self.spans.values():
            by_kind.setdefault(capfirst(str(one.kind.label)), []).append((self._short(one), one.name))
        chosen, year = self.fields["ky"], self.fields["nam"]
        assert isinstance(chosen, forms.ChoiceField)
        assert isinstance(year, forms.TypedChoiceField)
        chosen.choices = [(AD_HOC, "Đột xuất, tự ghi ngày"), *by_kind.items()]
        year.choices = [(str(one), str(one)) for one in years]
        self.is_valid()

    @staticmethod
    def _short(span: Span) -> str:
        """The part without its year, so that another year keeps the choice: "H1", "Q3", "07", "nam"."""
        return span.part.partition("-")[2] or "nam"

    @property
    def said(self) -> str:
        """The choice as the form sends it back, to tell whether its days were filled in."""
        return f"{self['ky'].value()}-{self['nam'].value()}"

    @property
    def span(self) -> Span | None:
        """The days of the chosen period; None: ad hoc."""
        chosen = self.cleaned_data.get("ky")
        return next((one for one in self.spans.values() if self._short(one) == chosen), None)


class OpenForm(UnitsPicked):
    """A period with all that may be said of it; `said` fills in kind, days and name. A plan that asks (`proposal`)
    names the units, else they are chosen here."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(choices=PeriodType, widget=forms.HiddenInput)
    year = forms.IntegerField(min_value=2000, max_value=2100, widget=forms.HiddenInput)
    index = forms.IntegerField(min_value=1, max_value=12, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Tên kỳ",
        max_length=120,
        required=False,
        help_text="Để trống thì tên theo kỳ đã chọn. Hai kỳ đột xuất cùng ngày thì cần tên riêng.",
    )
    template = forms.ModelChoiceField(
        ReportTemplate.objects.none(), label="Mẫu báo cáo", empty_label=None, error_messages={"required": "Chọn mẫu."}
    )
    starts_on = DayField(label="Số liệu từ ngày", error_messages=_DAY)
    ends_on = DayField(
        label="Chốt số liệu ngày",
        error_messages=_DAY,
        help_text="Điền sẵn theo Điều 12 Nghị định 09/2019/NĐ-CP; sửa được khi văn bản giao nói khác.",
    )
    due_on = DayField(
        label="Hạn đơn vị này gửi cấp trên",
        required=False,
        error_messages=_DAY,
        help_text="Hạn của các cấp dưới tính lùi từ ngày này.",
    )
    gap_days = forms.IntegerField(
        label="Số ngày làm việc giữa hai cấp", min_value=0, max_value=MOST_GAP, initial=3, help_text=_GAP
    )
    groups = forms.ModelMultipleChoiceField(
        UnitGroup.objects.none(), label="Nhóm đơn vị", required=False, widget=forms.CheckboxSelectMultiple
    )
    through_levels = forms.BooleanField(
        label="Đơn vị ở giữa (ví dụ xã, phường) tổng hợp rồi gửi lên", required=False, initial=True
    )

    def __init__(self, *args: Any, unit: Unit, user: User, proposal: Proposal | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit, self.proposal = unit, proposal
        self.initial.setdefault("form_key", uuid.uuid4())
        template, groups = self.fields["template"], self.fields["groups"]
        assert isinstance(template, forms.ModelChoiceField)
        assert isinstance(groups, forms.ModelMultipleChoiceField)
        template.queryset = opening.usable_templates(unit)
        groups.queryset = UnitGroup.objects.visible_to(user).filter(owner__in=[unit.pk, *unit.ancestor_ids()])
        self.offer(Unit.objects.current().below(unit))
        if proposal is not None:
            groups.label = "Thêm nhóm đơn vị"

    @property
    def is_ad_hoc(self) -> bool:
        return bool(self["kind"].value() == AD_HOC)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            raise ValidationError({"ends_on": "Ngày chốt số liệu phải từ ngày bắt đầu trở đi."})
        if not self.errors and self.proposal is None and not data["groups"] and not data["units"]:
            raise ValidationError({"groups": "Chọn ít nhất một nhóm, hoặc thêm đơn vị phải báo cáo."})
        return data

    def opening(self) -> Opening:
        """What was typed, once it is valid."""
        data = self.cleaned_data
        return Opening(
            unit=self.unit,
            template=data["template"],
            kind=PeriodType(data["kind"]),
            year=data["year"] if data["kind"] != AD_HOC else data["ends_on"].year,
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            index=data["index"],
            name=data["name"],
            part=self.proposal.part if self.proposal else "",
            due_on=data["due_on"],
            gap_days=data["gap_days"],
            through_levels=data["through_levels"],
        )


def filled(kept: dict[str, Any], span: Span | None) -> dict[str, Any]:
    """What was typed so far with the days of another period; a name that somebody typed stays."""
    typed = kept.get("name", "").strip()
    is_own = typed and not any(typed == one.name for year in range(_FIRST, _LAST) for one in spans_of(year))
    if span is None:
        return {**kept, "kind": AD_HOC, "index": 1, "name": typed if is_own else ""}
    days = {"starts_on": span.starts_on, "ends_on": span.ends_on}
    name = typed if is_own else span.name
    return {**kept, **days, "kind": span.kind.value, "year": span.year, "index": span.index, "name": name}


def initial_of(unit: Unit, span: Span | None, proposal: Proposal | None) -> dict[str, Any]:
    """What a form begins with."""
    today = timezone.localdate()
    template = opening.likely_template(unit)
    begun: dict[str, Any] = {"template": template.pk if template else None, "gap_days": 3, "through_levels": True}
    if span is None:
        start: dt.date | None = None
        return {**begun, "kind": AD_HOC, "year": today.year, "index": 1, "starts_on": start, "ends_on": start}
    return {
        **begun,
        "kind": span.kind.value,
        "year": span.year,
        "index": span.index,
        "name": span.name,
        "starts_on": span.starts_on,
        "ends_on": span.ends_on,
    }


class DuesForm(forms.Form):
    """By when the office reports, and how much earlier each level below does."""

    due_on = DayField(
        label="Hạn đơn vị này gửi cấp trên",
        required=False,
        error_messages=_DAY,
        help_text="Để trống khi không phải gửi ai: cấp dưới giữ hạn mà văn bản giao.",
    )
    gap_days = forms.IntegerField(
        label="Số ngày làm việc giữa hai cấp",
        min_value=0,
        max_value=MOST_GAP,
        help_text=_GAP,
        error_messages={
            "required": f"Ghi số từ 0 đến {MOST_GAP}.",
            "min_value": f"Ghi số từ 0 đến {MOST_GAP}.",
            "max_value": f"Ghi số từ 0 đến {MOST_GAP}.",
        },
    )


class ExcludeForm(forms.Form):
    reason = forms.CharField(
        label="Lý do",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ai xem kỳ này cũng thấy lý do. Ví dụ: đơn vị sáp nhập theo Quyết định số 12/QĐ-UBND ngày 05/5/2026.",
        error_messages={"required": "Ghi lý do miễn để ai xem cũng hiểu."},
    )


class AddUnitsForm(UnitsPicked):
    groups = forms.ModelMultipleChoiceField(
        UnitGroup.objects.none(), label="Nhóm đơn vị", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, unit: Unit, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = self.fields["groups"]
        assert isinstance(groups, forms.ModelMultipleChoiceField)
        groups.queryset = UnitGroup.objects.visible_to(user).filter(owner__in=[unit.pk, *unit.ancestor_ids()])
        self.offer(Unit.objects.current().below(unit))

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not data["groups"] and not data["units"]:
            raise ValidationError({"more": "Thêm ít nhất một đơn vị, hoặc chọn một nhóm."})
        return data

    def chosen(self, on: dt.date) -> list[Unit]:
        """The units typed and those of the groups, each once."""
        found = {unit.pk: unit for unit in self.cleaned_data["units"]}
        for group in self.cleaned_data["groups"]:
            found |= {unit.pk: unit for unit in group.resolve(on=on)}
        return list(found.values())
