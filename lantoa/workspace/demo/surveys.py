"""Surveys of An Bình: last year's, over and told of, and one that runs. Nobody answered: the answers are thrown by a
generator with a fixed seed, a little different from unit to unit."""

import datetime as dt
import random
import uuid
from collections.abc import Mapping

from lantoa.accounts.models import User
from lantoa.organisations.models import Unit
from lantoa.surveys import drafting, running
from lantoa.surveys.enums import Channel, Factor, QuestionKind, SurveyKind, SurveyState
from lantoa.surveys.models import Answer, Question, Response, Survey, SurveyUnit

ASKED = {
    "so": 40,
    "thpt-chuyen": 38,
    "thpt-ntn": 52,
    "thpt-lvt": 31,
    "thpt-bs": 24,
    "thpt-dh": 27,
    "thpt-pl": 22,
    "tt1": 19,
    "ttnn": 3,  # too few to be told of
    "xa1-cs1": 26,
    "xa3-cs1": 21,
}
# How likely a step up is at each factor: what is made up here is that answers to feedback please least.
_LEANING = {
    Factor.ACCESS: 0.80,
    Factor.PROCEDURE: 0.76,
    Factor.OFFICIAL: 0.83,
    Factor.RESULT: 0.81,
    Factor.FEEDBACK: 0.66,
    Factor.OVERALL: 0.79,
}
_WISHES = (
    "Nên có người hướng dẫn nộp hồ sơ trực tuyến vào buổi chiều.",
    "Nơi chờ thiếu ghế, trời mưa bị hắt.",
    "Mong nhà trường báo kết quả qua tin nhắn.",
    "Bảng niêm yết treo hơi cao, chữ nhỏ.",
    "Làm tốt rồi, mong giữ được như vậy.",
    "Điện thoại đường dây nóng giờ trưa không có người nghe.",
)


def make_surveys(units: Mapping[str, Unit], people: Mapping[str, User], today: dt.date) -> None:
    """One finished last year with some 300 sheets, one open since the first of last month."""
    finished = _survey(units["so"], people["vanphong"], dt.date(today.year - 1, 9, 15), dt.date(today.year - 1, 10, 31))
    finished.title = f"Khảo sát mức độ hài lòng về dịch vụ giáo dục năm {today.year - 1}"
    drafting.begin(finished, by=people["vanphong"], shape="sipas")
    _ask(finished, units, {code: 4 * number for code, number in ASKED.items()})
    _answer(finished, units, dict(ASKED), random.Random(2025))  # noqa: S311 - made-up answers
    _finish(finished, dt.date(today.year - 1, 11, 5), people["vanphong"])
    first = (today.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    current = _survey(units["so"], people["vanphong"], first, dt.date(today.year, 12, 31) if today.month < 12 else None)
    current.title = f"Khảo sát mức độ hài lòng về dịch vụ giáo dục năm {today.year}"
    drafting.begin(current, by=people["vanphong"], shape=str(finished.pk))
    running.open_survey(current, by=people["vanphong"])
    _answer(current, units, {"so": 14, "thpt-ntn": 17, "thpt-bs": 3, "xa3-cs1": 9}, random.Random(2026))  # noqa: S311


def _survey(unit: Unit, by: User, opens: dt.date, closes: dt.date | None) -> Survey:
    return Survey(unit=unit, kind=SurveyKind.YEARLY, opens_on=opens, closes_on=closes, created_by=by)


def _ask(survey: Survey, units: Mapping[str, Unit], served: Mapping[str, int]) -> None:
    survey.asked.all().delete()
    SurveyUnit.objects.bulk_create(
        SurveyUnit(survey=survey, unit=units[code], population=10 * number, quota=number)
        for code, number in served.items()
        if code in units
    )


def _finish(survey: Survey, on: dt.date, by: User) -> None:
    """As `running.open_survey`, `close_survey` and `publish_results` leave it, on days that are past."""
    survey.state, survey.closed_on, survey.results_public_on = SurveyState.CLOSED, on, on
    survey.save()


def _answer(survey: Survey, units: Mapping[str, Unit], sheets: Mapping[str, int], dice: random.Random) -> None:
    questions = list(Question.objects.filter(section__survey=survey).select_related("section"))
    responses, answers = [], []
    for code, number in sheets.items():
        if code not in units:
            continue
        bias = dice.uniform(-0.08, 0.06)
        for _ in range(number):
            response = _response(survey, units[code], dice)
            responses.append(response)
            answers += [one for question in questions for one in _said(response, question, bias, dice)]
    Response.objects.bulk_create(responses)
    Answer.objects.bulk_create(answers, batch_size=500)


def _response(survey: Survey, unit: Unit, dice: random.Random) -> Response:
    day = survey.opens_on + dt.timedelta(days=dice.randrange(20))
    channel = dice.choice([Channel.QR, Channel.QR, Channel.WEB, Channel.PAPER])
    return Response(pk=uuid.UUID(int=dice.getrandbits(128)), survey=survey, unit=unit, day=day, channel=channel)


def _said(response: Response, question: Question, bias: float, dice: random.Random) -> list[Answer]:
    if question.shown_when_id is not None:
        return []
    if question.kind == QuestionKind.TEXT:
        text = dice.choice(_WISHES)
        return [_of(response, question, 0, None, dice, text)] if dice.random() < 0.25 else []
    leaning = _LEANING.get(Factor(question.section.factor), 0.5) + bias
    return [_of(response, question, row, _thrown(question, leaning, dice), dice) for row, _ in question.rows]


def _thrown(question: Question, leaning: float, dice: random.Random) -> int:
    if not question.is_rated:
        return dice.choice([value for value, _ in question.choices])
    return 1 + sum(dice.random() < leaning for _ in range(4))


def _of(
    response: Response, question: Question, row: int, value: int | None, dice: random.Random, text: str = ""
) -> Answer:
    key = uuid.UUID(int=dice.getrandbits(128))
    return Answer(pk=key, response=response, question=question, row=row, value=value, text=text)
