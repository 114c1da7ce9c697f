"""Articles published of articles asked for: units × quarters, who is behind; setting how many."""

import io
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.accounts.requests import PersonRequest
from lantoa.documents.writing.spreadsheet import Column, Value, write_table
from lantoa.news import targets
from lantoa.news.models import Category, NewsTarget
from lantoa.news.targets import QUARTERS, Line
from lantoa.organisations.models import Unit
from lantoa.tabular.workbooks import XLSX, attachment
from lantoa.ui.pages import page_of

PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class Filter:
    """`nam`, `q` (a unit's name), `cham`: only what is behind in the last quarter that has begun."""

    year: int
    q: str
    is_behind: bool

    @classmethod
    def of(cls, request: PersonRequest) -> "Filter":
        given, year = request.GET, request.GET.get("nam", "")
        is_year = year.isdecimal() and len(year) == 4
        return cls(
            int(year) if is_year else timezone.localdate().year, given.get("q", "").strip()[:100], "cham" in given
        )

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.is_behind)

    @property
    def quarter(self) -> int:
        """The last quarter that has begun."""
        today = timezone.localdate()
        return targets.quarter_of(today) if self.year == today.year else 4 if self.year < today.year else 0

    def query(self) -> str:
        given: dict[str, str | int] = {"nam": self.year, "q": self.q, "cham": "1" if self.is_behind else ""}
        return urlencode({name: value for name, value in given.items() if value})

    def lines(self, user: User) -> list[Line]:
        units = Unit.objects.current().filter(access.within(user, Power.SEE)).order_by("path")
        units = units.search(self.q) if self.q else units
        found = targets.lines_of(units, self.year)
        return [line for line in found if self.quarter and line.is_behind(self.quarter)] if self.is_behind else found


@require_GET
def grid(request: PersonRequest) -> HttpResponse:
    """Who has published what they were to publish?"""
    chosen = Filter.of(request)
    lines = chosen.lines(request.user)
    if request.GET.get("dang") == "xlsx":
        return _as_sheet(lines, chosen.year)
    page = page_of(request, lines, PER_PAGE)
    today = timezone.localdate()
    context = {
        "filter": chosen,
        "page": page,
        "rows": [(line, [_cell(line, quarter, chosen) for quarter in QUARTERS]) for line in page.object_list],
        "quarters": QUARTERS,
        "behind": len({line.unit.pk for line in lines if line.is_behind(chosen.quarter)}) if chosen.quarter else 0,
        "total": len({line.unit.pk for line in lines}),
        "years": range(today.year + 1, today.year - 4, -1),
        "may_set": bool(access.holding(request.user, Power.WRITE)),
    }
    return render(request, "news/target_grid.html", context)


def _cell(line: Line, quarter: int, chosen: Filter) -> tuple[int, str, str]:
    """Quarter, figures, and how it stands: behind is said of quarters that have begun."""
    if quarter > chosen.quarter:
        return quarter, line.words(quarter), "later"
    return quarter, line.words(quarter), "behind" if line.is_behind(quarter) else "done"


def _as_sheet(lines: list[Line], year: int) -> HttpResponse:
    heads = ["Đơn vị", "Chuyên mục", "Chỉ tiêu mỗi quý", "Nguồn chỉ tiêu"]
    columns = [Column(head) for head in heads] + [Column(f"Quý {quarter}", centred=True) for quarter in QUARTERS]
    rows: list[list[Value]] = [
        [line.unit.name, line.theme, line.wanted.number, line.wanted.source, *(line.of(one) for one in QUARTERS)]
        for line in lines
    ]
    out = io.BytesIO()
    write_table(columns, rows, out, f"Tin, bài đã đăng so với chỉ tiêu năm {year}")
    return attachment(out.getvalue(), f"chi-tieu-tin-bai-{year}.xlsx", XLSX)


class TargetForm(forms.Form):
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label=None)
    for_subtree = forms.ChoiceField(
        label="Giao cho",
        choices=[("", "chính đơn vị này"), ("1", "mọi đơn vị bên dưới")],
        required=False,
        widget=forms.RadioSelect,
        initial="",
    )
    category = forms.ModelChoiceField(
        Category.objects.filter(is_active=True), label="Chuyên mục", required=False, empty_label="Tin, bài bất kỳ"
    )
    year = forms.IntegerField(label="Năm", min_value=2020, max_value=2100)
    number = forms.IntegerField(
        label="Số tin, bài mỗi quý", min_value=0, max_value=999, help_text="Ghi 0 để bỏ chỉ tiêu."
    )

    def __init__(self, *args: object, user: User, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        own = [unit.pk for unit in access.units_where(user, Power.WRITE) if unit.is_current]
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=own).order_by("path")  # type: ignore[attr-defined]
        self.fields["year"].localize = False

    def save(self, by: User) -> NewsTarget | None:
        given = self.cleaned_data
        below = bool(given["for_subtree"])
        return targets.put(
            given["unit"],
            category=given["category"],
            year=given["year"],
            number=given["number"],
            for_subtree=below,
            by=by,
        )


@require_http_methods(["GET", "HEAD", "POST"])
def put(request: PersonRequest) -> HttpResponse:
    """How many articles a quarter, on which theme, for whom?"""
    access.demand_somewhere(request.user, Power.WRITE)
    home = access.home_unit(request.user)
    initial = {"year": timezone.localdate().year, "unit": home.pk if home else None}
    form = TargetForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid() and _put(request, form):
        return redirect("news:targets")
    own = NewsTarget.objects.filter(unit__in=access.units_where(request.user, Power.WRITE))
    context = {"form": form, "own": own.select_related("unit", "category").order_by("-year", "unit__path", "pk")[:50]}
    return render(request, "news/target_form.html", context, status=422 if form.errors else 200)


def _put(request: PersonRequest, form: TargetForm) -> bool:
    below = bool(form.cleaned_data["for_subtree"])
    if not targets.may_set(request.user, form.cleaned_data["unit"], for_subtree=below):
        form.add_error("for_subtree", "Chỉ văn phòng (đầu mối) giao được chỉ tiêu cho mọi đơn vị bên dưới.")
        return False
    try:
        made = form.save(request.user)
    except ValidationError as fault:
        form.add_error("number", fault)
        return False
    messages.success(request, "Đã đặt chỉ tiêu." if made else "Đã bỏ chỉ tiêu.")
    return True
