"""What the forms of a plan's rows share: they save only over the version that they were opened on."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from lantoa.plans.importing.names import Names
from lantoa.plans.models import Plan, UnitMention
from lantoa.plans.models.versioned import Versioned

LARGEST_NUMBER = 2**31 - 1  # a PositiveIntegerField's on PostgreSQL
MOST_MONEY = 10**15 - 1  # of 15 digits


class RowForm(forms.ModelForm[Any]):
    """Saving looks at the row once and for all: no doubt stays. Raises EditConflict where somebody was quicker."""

    more: tuple[str, ...] = ()  # fields that stand folded away
    limits: Mapping[str, tuple[int, int]] = MappingProxyType({})  # least and most of fields that are numbers
    name_fields: tuple[str, ...] = ()  # fields in which units are named
    columns: Any = None
    meaning: Any = None  # what the words of time mean, said while they are typed
    role_asked = ""  # of a new paragraph

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        self.plan = plan
        kwargs.setdefault("auto_id", "o_%s")
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version if self.instance.pk else 0
        self.hide_optional = True
        for name, (least, most) in self.limits.items():
            words = f"Ghi số từ {_grouped(least)} đến {_grouped(most)}."
            self.fields[name].validators = [MinValueValidator(least, words), MaxValueValidator(most, words)]

    @cached_property
    def names(self) -> Names:
        return Names(self.plan)

    def look_up_names(self) -> None:
        """Find out what the typed names mean, before the transaction that saves: others write meanwhile."""
        for name in self.name_fields:
            typed = self.cleaned_data[name]
            self.names.look_up(typed if isinstance(typed, list) else [typed])

    def save(self, commit: bool = True) -> Any:
        row: Versioned = self.instance
        row.doubt = ""
        if row.pk:
            row.save_from(self.cleaned_data.get("version") or 0)
        else:
            row.save()
        self.save_names(self.names)
        return row

    def save_names(self, names: Names) -> None:
        """Write what hangs on the row, once it is saved; names of units become mentions."""

    def mentions(self, field: str, names: Names) -> list[tuple[str, UnitMention]]:
        """The typed names with what each means."""
        found = ((text, names.mention(text)) for text in self.cleaned_data[field])
        return [(text, mention) for text, mention in found if mention]


def _grouped(number: int) -> str:
    """ "2.147.483.647"."""
    return f"{number:,}".replace(",", ".")
