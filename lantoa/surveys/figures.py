"""What reports may ask of surveys: figures of each unit's own visitors, as far as they may be told.

A yearly survey counts in the period of its last day, one after a service quarter by quarter. Counts of answers add up
and give the index of any sum as a ratio of two indicators; the index itself does not add up.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal

from lantoa.reports import sources
from lantoa.reports.days import Days
from lantoa.surveys.enums import SurveyKind
from lantoa.surveys.index import Tally
from lantoa.surveys.models import Survey
from lantoa.surveys.quarters import ALL, Quarter
from lantoa.surveys.results import Group, Results

_FIGURES: dict[str, tuple[str, str, Callable[[Tally], float]]] = {
    "survey_responses": ("Phiếu khảo sát mức độ hài lòng được nêu kết quả", "phiếu", lambda tally: tally.people),
    "survey_answers": ("Lượt đánh giá mức độ hài lòng", "lượt", lambda tally: tally.answers),
    "survey_satisfied": ("Lượt đánh giá hài lòng, rất hài lòng", "lượt", lambda tally: tally.satisfied),
    "survey_index": ("Chỉ số hài lòng của đơn vị", "%", lambda tally: round(100 * (tally.share or 0), 2)),
}


def register() -> None:
    """Offer the figures to reports."""
    for key, (label, measure, value) in _FIGURES.items():
        sources.register(sources.Source(key, label, measure, _computing(value)))


def _computing(value: Callable[[Tally], float]) -> sources.Compute:
    def compute(units: Collection[int], days: Days) -> Mapping[int, Decimal]:
        sums: dict[int, Tally] = defaultdict(Tally)
        for unit, tally in _told(set(units), days):
            sums[unit] += tally
        return {unit: Decimal(str(value(tally))) for unit, tally in sums.items()}

    return compute


def _told(units: set[int], days: Days) -> Iterator[tuple[int, Tally]]:
    """What may be told of these units in these days, each sheet once."""
    begun = Survey.objects.begun().filter(opens_on__lte=days.ends, responses__unit__in=units).distinct()
    for survey in begun.select_related("unit"):
        if survey.kind == SurveyKind.YEARLY and not (survey.closed_on and days.begins <= survey.closed_on <= days.ends):
            continue
        results = Results(survey)
        for quarter in _quarters(results, days):
            for unit in units:
                group = own_group(results, unit, quarter)
                tally = results.tally(group) if group in results.groups else None
                if tally:
                    yield unit, tally


def _quarters(results: Results, days: Days) -> list[Quarter]:
    if results.survey.kind == SurveyKind.YEARLY:
        return [ALL]
    return [one for one in results.quarters if days.begins <= one.first and one.last <= days.ends]


def own_group(results: Results, unit: int, quarter: Quarter) -> Group:
    """The unit's own visitors: of one without others below it that is the unit as a whole."""
    own = Group(unit, quarter, True)
    if own in results.groups:
        return own
    whole = Group(unit, quarter)
    cells = results.groups.get(whole, frozenset())
    return whole if {cell.unit for cell in cells} == {unit} else own
