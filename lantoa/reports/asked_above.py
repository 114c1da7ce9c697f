"""Which report that others ask of the office a period of its own answers: nothing is owed twice, and nothing is met by
a report on another matter.

Of several that are asked for the same part of the year the one counts that rests on the plan from which the office asks
below; failing that the one whose matter the template names.
"""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from lantoa.ledger.enums import ObligationKind
from lantoa.ledger.models import Obligation
from lantoa.reports.models import Period, ReportTemplate
from lantoa.vietnamese.text import fold

_LEVELS = 6  # of plans that rest on one another
_NEAR = 0.75  # this part of the template's own words must be said of what is asked
# Words, folded, that any report bears.
_COMMON = frozenset(
    fold(
        "báo cáo kết quả công tác thực hiện nhiệm vụ phần mẫu của về và trong theo định kỳ năm tháng quý đầu cuối"
    ).split()
)


def asked_above(period: Period) -> Obligation | None:
    """The pending report that another unit asked of the period's office and that the period answers; None: there is
    none."""
    asked = Obligation.objects.filter(unit=period.unit, kind=ObligationKind.REPORT, part=period.part, reports=None)
    waiting = asked.exclude(asked_by=period.unit).pending().order_by("due_on", "pk")
    found = list(waiting.prefetch_related("origin"))
    above = _above(period) if found else set()
    by_plan = [one for one in found if (one.origin_type_id, one.origin_id) in above]
    if by_plan:
        return by_plan[0]
    fitting = [one for one in found if _fit(one, period.template) >= _NEAR]
    if fitting:
        return max(fitting, key=lambda one: _fit(one, period.template))
    return found[0] if len(found) == 1 and not _matter(found[0]) else None


def _above(period: Period) -> set[tuple[int, int]]:
    """The documents from which the period was opened and those that they rest on, by type and id."""
    debts = Obligation.objects.filter(reports__period=period).exclude(unit=period.unit).order_by()
    found: set[tuple[int, int]] = set()
    for kind, pk in debts.values_list("origin_type", "origin_id").distinct():
        model = ContentType.objects.get_for_id(kind).model_class()
        row = model._default_manager.filter(pk=pk).first() if model else None
        found |= {(ContentType.objects.get_for_model(one).pk, one.pk) for one in _line(row)}
    return found


def _line(document: Model | None) -> Iterable[Model]:
    """The document, the one that it rests on, and so on."""
    for _ in range(_LEVELS):
        if document is None:
            return
        yield document
        document = getattr(document, "parent", None)


def _matter(asked: Obligation) -> str:
    """What the asking document is about, as far as it says."""
    return str(getattr(asked.origin, "title", "") or "")


def _fit(asked: Obligation, template: ReportTemplate) -> float:
    """How many of the words that name the template's matter are said of what is asked, from 0 to 1."""
    said = _words(f"{_matter(asked)} {asked.title} {asked.source_line}")
    wanted = [words for text in (template.name, template.title) if (words := _words(text))]
    return max((len(words & said) / len(words) for words in wanted), default=0.0)


def _words(text: str) -> set[str]:
    """Its words without those that any report bears, numbers among them."""
    return {word for word in fold(text).split() if word.isalpha()} - _COMMON
