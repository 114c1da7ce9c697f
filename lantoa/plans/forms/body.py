import datetime as dt
from types import MappingProxyType

from django import forms

from lantoa.plans.enums import ChannelKind
from lantoa.plans.forms.fields import Paragraphs, UnitName, Words, area
from lantoa.plans.forms.row import RowForm
from lantoa.plans.importing.names import Names
from lantoa.plans.models import PlanParagraph, PlanSection


class SectionForm(RowForm):
    """A heading; where it names a unit, what stands below are that unit's duties."""

    title = Words(label="Tên mục", widget=area(1))
    duty_text = UnitName(
        label="Trách nhiệm của",
        required=False,
        help_text="Đơn vị phải làm những việc dưới mục này; không phải thì để trống.",
    )

    limits = MappingProxyType({"depth": (0, 9)})
    name_fields = ("duty_text",)

    class Meta:
        model = PlanSection
        fields = ("label", "title", "depth", "duty_text")
        widgets = {"depth": forms.HiddenInput}

    def save_names(self, names: Names) -> None:
        self.instance.duty_of = names.mention(self.cleaned_data["duty_text"])
        self.instance.save(update_fields=["duty_of"])


class ParagraphForm(RowForm):
    """A paragraph of the body: its text, what it is, and for a duty when it is due."""

    text = Paragraphs(label="Nội dung", widget=area(3))
    channel_kinds = forms.MultipleChoiceField(
        label="Loại hình thức", choices=ChannelKind, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = PlanParagraph
        fields = ("mark", "text", "role", "channel_kinds", "due_on", "is_tracked")

    def save_names(self, names: Names) -> None:
        """A day of due changed by hand is the one that the plan names."""
        row: PlanParagraph = self.instance
        was: dt.date | None = self.initial.get("due_on")
        if row.due_on != was:
            kept = [day for day in row.dates if not was or day != was.isoformat()]
            row.dates = [*([row.due_on.isoformat()] if row.due_on else []), *kept]
            row.save(update_fields=["dates"])
