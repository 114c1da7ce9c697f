"""Results as screens, print and spreadsheets show them: one reading of `Results` for all."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from lantoa.documents.writing.charts import Chart, Series, svg
from lantoa.organisations.models import Unit
from lantoa.surveys import trend
from lantoa.surveys.enums import Factor, QuestionKind
from lantoa.surveys.index import Index
from lantoa.surveys.models import Question, Survey
from lantoa.surveys.quarters import ALL, Quarter
from lantoa.surveys.results import FactorResult, Group, Results
from lantoa.surveys.trees import Node
from lantoa.surveys.weak import weak_of
from lantoa.vietnamese.numbers import format_number

HIDDEN = "không nêu"


def shown(index: Index | None) -> str:
    return format_number(index.value, 1) if index else HIDDEN


def interval(index: Index | None) -> str:
    """The interval in words: "79,8–86,1"."""
    return f"{format_number(index.low, 1)}–{format_number(index.high, 1)}" if index else ""


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the table of units."""

    node: Node
    people: str
    index: Index | None
    factors: list[FactorResult]
    is_owner: bool = False


@dataclass(frozen=True, slots=True)
class OptionLine:
    label: str
    number: int
    whole: int

    @property
    def share(self) -> float:
        return 100 * self.number / self.whole if self.whole else 0.0

    @property
    def percent(self) -> str:
        return f"{format_number(self.share, 1)} %" if self.whole else "–"


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """What a group answered to one question; nothing of it where too few did."""

    question: Question
    is_told: bool
    people: int = 0
    rows: list[tuple[str, list[OptionLine]]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


class Screen:
    """The results of one group: what the page of a unit in a quarter shows. `among`: of the units below only lines of
    these are listed; no figure of them together is made, for that could be subtracted."""

    def __init__(
        self, results: Results, unit: Unit, quarter: Quarter = ALL, *, among: Collection[int] | None = None
    ) -> None:
        self.results, self.unit, self.among = results, unit, among
        self.survey: Survey = results.survey
        if quarter == ALL and not results.tells_all and results.quarters:
            quarter = results.quarters[-1]
        self.quarter = quarter
        self.group = Group(unit.pk, quarter)

    @property
    def is_known(self) -> bool:
        """Whether anybody of the group answered."""
        return self.group in self.results.groups

    @property
    def is_told(self) -> bool:
        return self.results.is_told(self.group)

    @property
    def people(self) -> str:
        return people_words(self.results, self.group)

    @property
    def index(self) -> Index | None:
        return self.results.index(self.group)

    @property
    def population(self) -> int | None:
        return self.results.population(self.group) if self.is_known else None

    @property
    def factors(self) -> list[FactorResult]:
        return self.results.factors(self.group)

    @property
    def weak(self) -> set[Factor]:
        return weak_of(self.factors)

    def units(self) -> list[UnitLine]:
        """The unit and those below it, from the top down."""
        nodes = self.results.nodes(self.quarter)
        top = next((node for node in nodes if node.unit == self.unit), None)
        listed = [node for node in nodes if top and top.covers(node)]
        if self.among is not None:
            listed = [node for node in listed if node == top or node.unit.pk in self.among]
        return [self._line(node, node == top) for node in listed]

    def _line(self, node: Node, is_owner: bool) -> UnitLine:
        group = Group(node.unit.pk, self.quarter)
        index, factors = self.results.index(group), self.results.factors(group)
        return UnitLine(node, people_words(self.results, group), index, factors, is_owner)

    def questions(self) -> list[QuestionResult]:
        return [question_result(self.results, self.group, one) for one in self.results.questions]

    def years(self) -> list[trend.Point]:
        """The years before and this one; nothing where there is but one."""
        points = trend.by_year(self.results, self.unit) if self.quarter == ALL else []
        return points if len(points) > 1 else []

    def quarters(self) -> list[trend.Point]:
        points = trend.by_quarter(self.results, self.unit.pk)
        return points if len(points) > 1 else []

    def factor_chart(self) -> str:
        known = [one for one in self.factors if one.index]
        labels = [one.label for one in known]
        return _chart("yeu-to", "Chỉ số hài lòng theo yếu tố (%)", labels, [one.index for one in known])

    def unit_chart(self) -> str:
        known = [line for line in self.units() if line.index][:40]
        labels = [line.node.unit.label for line in known]
        return _chart("don-vi", "Chỉ số hài lòng theo đơn vị (%)", labels, [line.index for line in known])

    def trend_chart(self) -> str:
        points = self.years() or self.quarters()
        return _chart(
            "xu-huong", "Chỉ số hài lòng qua các kỳ (%)", [one.label for one in points], [one.index for one in points]
        )


def unit_in(results: Results, key: int | None) -> Unit | None:
    """The unit that is asked about: one below the survey's today, or one that was when it was told of."""
    told = {node.unit.pk for nodes in results.trees.values() for node in nodes}
    below = Unit.objects.under(results.survey.unit)
    return (below | Unit.objects.filter(pk__in=told)).filter(pk=key or 0).first()


def people_words(results: Results, group: Group) -> str:
    """How many answered, or that they are too few to say, or enough and not to be said for the sake of others."""
    number, least = results.people(group), results.survey.threshold
    if number is not None:
        return format_number(number)
    return f"dưới {least}" if results.is_few(group) else f"từ {least} trở lên"


def _chart(key: str, title: str, labels: list[str], values: Iterable[Index | None]) -> str:
    rounded = [round(one.value, 1) if one else None for one in values]
    if not any(value is not None for value in rounded):
        return ""
    return svg(Chart(key, title, labels, [Series("Chỉ số", rounded)], "%"))


def question_result(results: Results, group: Group, question: Question) -> QuestionResult:
    if group not in results.told or not results.tells_question(group, question):
        return QuestionResult(question, False)
    if question.kind == QuestionKind.TEXT:
        texts = results.texts(group, question)
        return QuestionResult(question, True, len(texts), texts=texts)
    count = results.count(group)
    people = count.answered[question.pk]
    rows = []
    for row, label in question.rows:
        numbers = [(words, count.chosen[question.pk, row, value]) for value, words in question.choices]
        whole = people if question.kind == QuestionKind.MULTIPLE else sum(number for _, number in numbers)
        rows.append((label, [OptionLine(words, number, whole) for words, number in numbers]))
    return QuestionResult(question, True, people, rows)
