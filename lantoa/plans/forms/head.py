import datetime as dt
from typing import Any

from django import forms

from lantoa.plans.forms.fields import Lines, LooseDay, Words, area
from lantoa.plans.forms.row import RowForm
from lantoa.plans.importing.names import Names
from lantoa.plans.models import Plan

COLUMN_KEYS = [
    ("no", "Số thứ tự"),
    ("task", "Nhiệm vụ"),
    ("products", "Sản phẩm"),
    ("channel", "Hình thức"),
    ("lead", "Chủ trì"),
    ("coordinating", "Phối hợp"),
    ("lead+coordinating", "Chủ trì và phối hợp"),
    ("timing", "Thời gian"),
    ("", "Cột khác (để trống)"),
]


class HeadForm(RowForm):
    """Letterhead and title."""

    YEARS_APART = 2  # of the day of issue and the plan's year; more is a slip of the pen

    title = Words(label="Trích yếu", widget=area(2), help_text="Không ghi chữ “Kế hoạch” ở đầu.")
    number = Words(label="Số, ký hiệu", required=False, help_text="Để trống khi chưa ban hành.")
    dated = LooseDay(label="Ngày ban hành", required=False, help_text="Như 04/01/2022; chưa có ngày thì ghi 01/2022.")
    year = forms.IntegerField(label="Năm của kế hoạch", min_value=2000, max_value=2100, localize=False)

    class Meta:
        model = Plan
        fields = ("title", "year", "number", "dated", "place", "issuer_text", "superior_text", "before_day")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        dated, year = data.get("dated"), data.get("year")
        if dated and year and abs(int(dated[:4]) - year) > self.YEARS_APART:
            first, last = year - self.YEARS_APART, year + self.YEARS_APART
            self.add_error("dated", f"Kế hoạch năm {year} ban hành từ năm {first} đến năm {last}; kiểm tra lại ngày.")
        return data

    def save_names(self, names: Names) -> None:
        """The head was looked at: none of its fields is in doubt."""
        self.instance.reading = {**self.instance.reading, "doubts": {}}
        self.instance.save(update_fields=["reading"])


class AudiencesForm(RowForm):
    audiences = Lines(label="Đối tượng", required=False, help_text="Mỗi dòng một nhóm.")

    class Meta:
        model = Plan
        fields = ("audiences",)


class SignatureForm(RowForm):
    recipients = Lines(label="Nơi nhận", required=False, help_text="Mỗi dòng một nơi, không ghi gạch đầu dòng.")
    signer_on_behalf = Words(
        label="Thẩm quyền ký", required=False, help_text="Ví dụ: KT. GIÁM ĐỐC. Ký thẳng thì để trống."
    )

    class Meta:
        model = Plan
        fields = ("signer_on_behalf", "signer_role", "signer_name", "recipients")


class TableForm(RowForm):
    """The appendix's head and the columns of its table: order, printed heads, which are there."""

    PLACES = 12

    class Meta:
        model = Plan
        fields = ("appendix_label", "appendix_title", "appendix_note")
        widgets = {"appendix_title": area(2), "appendix_note": area(1)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = self.instance.columns or []
        places = min(len(columns) + 2, self.PLACES)
        for place in range(places):
            column = columns[place] if place < len(columns) else {}
            self.fields[f"head_{place}"] = Words(
                label=f"Cột {place + 1}", required=False, initial=column.get("header", ""), max_length=120
            )
            self.fields[f"key_{place}"] = forms.ChoiceField(
                label=f"Cột {place + 1} chứa", choices=COLUMN_KEYS, required=False, initial=column.get("key", "task")
            )
        self.places = range(places)

    @property
    def columns(self) -> list[tuple[Any, Any]]:
        """Pairs of bound fields, for the template."""
        return [(self[f"head_{place}"], self[f"key_{place}"]) for place in self.places]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        columns = [
            {"key": data.get(f"key_{place}", ""), "header": data[f"head_{place}"]}
            for place in self.places
            if data.get(f"head_{place}")
        ]
        if columns and not any(column["key"] == "task" for column in columns):
            self.add_error("head_0", "Bảng phải có một cột chứa nhiệm vụ.")
        self.instance.columns = columns
        return data


def next_plan_year() -> int:
    """The year that a plan begun today is for: plans of a year are made from its last quarter before on."""
    today = dt.date.today()
    return today.year + (today.month >= 10)


def plan_years() -> range:
    """Years that a plan is made for."""
    today = dt.date.today()
    return range(today.year - 1, today.year + 3)
