"""What the review screen shows at one moment: the sheet, the parts, the question at hand, the form that is open."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404

from lantoa.plans.doubts import Doubt, all_doubts
from lantoa.plans.kinds import KINDS, PARTS, Kind, find_row
from lantoa.plans.models import Plan, ReportingRule
from lantoa.plans.models.versioned import EditConflict
from lantoa.plans.sheet import Sheet


@dataclass(frozen=True)
class Part:
    """A part of the editor: `template` draws it; `doubts`: how many of its rows wait to be looked at."""

    slug: str
    title: str
    template: str
    doubts: int


class Screen:
    """`editing` is the key of the row whose form is open, `form` that form; `adding` the kind of a new row."""

    def __init__(self, plan: Plan, *, doubt: tuple[str, ...] = (), only: tuple[str, ...] = ()) -> None:
        self.plan, self.sheet = plan, Sheet(plan)
        self.wanted, self.only = doubt, only
        self.editing, self.form, self.adding = "", None, ""  # type: tuple[str, Any, str]
        self.after_pk: int | str = ""
        self.conflict: list[dict[str, Any]] = []

    @cached_property
    def doubts(self) -> list[Doubt]:
        return list(all_doubts(self.sheet))

    @property
    def at(self) -> int:
        """Which question is shown: the first of those asked for that is still open."""
        keys = [doubt.key for doubt in self.doubts]
        return next((keys.index(key) for key in self.wanted if key in keys), 0)

    @property
    def doubt(self) -> Doubt | None:
        return self.doubts[self.at] if self.doubts else None

    @property
    def number(self) -> int:
        return self.at + 1

    @property
    def before(self) -> str:
        return self.doubts[self.at - 1].key if self.doubts else ""

    @property
    def after(self) -> str:
        return self.doubts[(self.at + 1) % len(self.doubts)].key if self.doubts else ""

    @property
    def unowed_reports(self) -> list[ReportingRule]:
        """Reports that the plan asks for and no unit would owe."""
        return [rule for rule in self.sheet.rules if not rule.reporters.all()]

    @property
    def parts(self) -> list[Part]:
        slugs = [slug for slug in PARTS if not self.only or slug in self.only]
        return [Part(slug, PARTS[slug], f"plans/parts/{slug}.html", self._count(slug)) for slug in slugs]

    def _count(self, slug: str) -> int:
        """Doubts whose row the part shows."""
        counted = 0
        for doubt in self.doubts:
            kind = KINDS.get(doubt.anchor.rpartition("-")[0])
            counted += bool(kind and kind.part == slug) if doubt.mention is None else slug == "ten"
        return counted

    def open_form(self, key: str) -> None:
        """Open the form of the row that `key` names; a row that is gone opens nothing."""
        try:
            kind, row = find_row(self.plan, key)
        except Http404:
            return
        self.show_form(key, kind.form(instance=row, plan=self.plan, prefix=key))

    def show_form(self, key: str, form: Any, *, conflict: EditConflict | None = None) -> None:
        self.editing, self.form = key, form
        if conflict:
            self.conflict = differences(form, conflict.current)
            form.data = form.data.copy()
            form.data[form.add_prefix("version")] = str(conflict.current.version)  # type: ignore[attr-defined]

    def open_new(self, kind: Kind, form: Any, *, after: Any = None) -> None:
        self.adding, self.form = kind.slug, form
        self.after_pk = after.pk if after else ""

    @property
    def wants_body(self) -> bool:
        """Whether the part with the whole body must be open: a plan without a document, or a form within it."""
        return self.plan.source_id is None or self.editing.startswith(("muc-", "doan-")) or self.adding == "muc"

    def row_context(self, kind: Kind, pk: int) -> dict[str, Any]:
        """For the fragment of one row."""
        return {"plan": self.plan, "screen": self, "row": self._row(kind, pk), "kind": kind, "key": f"{kind.slug}-{pk}"}

    def _row(self, kind: Kind, pk: int) -> Any:
        lists: dict[str, Any] = {
            "nhiem-vu": self.sheet.tasks,
            "can-cu": self.sheet.bases,
            "muc": self.sheet.sections,
            "doan": self.sheet.paragraphs,
            "bao-cao": self.sheet.rules,
            "lap-ke-hoach": self.sheet.cascades,
            "kinh-phi": self.sheet.budget,
        }
        return self.plan if kind.is_head else next(row for row in lists[kind.slug] if row.pk == pk)


def differences(form: Any, current: Any) -> list[dict[str, Any]]:
    """Field by field what the other saved and what was typed here, where they differ."""
    theirs = type(form)(instance=current, plan=form.plan)
    found = []
    for name, field in form.fields.items():
        if name == "version":
            continue
        saved = field.prepare_value(theirs.get_initial_for_field(theirs.fields[name], name))
        typed = form[name].value()
        if field.has_changed(theirs.get_initial_for_field(theirs.fields[name], name), typed):
            found.append({"label": form[name].label, "theirs": _shown(field, saved), "mine": _shown(field, typed)})
    return found


def _shown(field: Any, value: Any) -> str:
    choices = (
        {str(key): str(label) for key, label in getattr(field, "choices", [])} if hasattr(field, "choices") else {}
    )
    values = value if isinstance(value, list) else [value]
    return ", ".join(choices.get(str(one), str(one)) for one in values if one not in (None, "")) or "(để trống)"
