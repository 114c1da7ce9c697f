"""Who may open what of surveys: the questionnaire everyone, the desk who sees the unit, changes who works for it."""

import uuid
from typing import Any

from django.utils import timezone

from lantoa.surveys import links
from lantoa.surveys.enums import SurveyState
from lantoa.surveys.factories import (
    LinkFactory,
    QuestionFactory,
    SectionFactory,
    SurveyFactory,
    SurveyUnitFactory,
    answered,
)
from lantoa.surveys.models import PaperBatch, Survey
from tests.permission_table import Row, World, everyone, signed_in

OUTSIDE: dict[str, int | str] = {"other_officer": 404, "other_head": 404}
READERS = {"leader": 403, "admin": 403, "admin_above": 403, "editor": 403}


def _filled(world: World, name: str, **fields: Any) -> Survey:
    survey = SurveyFactory.make(unit=world.own, created_by=world.people["office"], **fields)
    section = SectionFactory.make(survey=survey)
    world.things[f"{name}_section"] = section
    world.things[f"{name}_question"] = QuestionFactory.make(section=section)
    world.things[f"{name}_asked"] = SurveyUnitFactory.make(survey=survey)
    world.things[name] = survey
    return survey


def prepare(world: World) -> None:
    """A draft, one that runs, one that is over, each with a question."""
    _filled(world, "survey_draft")
    running = _filled(world, "survey_open", state=SurveyState.OPEN)
    over = _filled(world, "survey_closed", closed=True, results_public_on=timezone.localdate())
    answered(over, world.own, [1, 2, 3, 4, 5, 5])
    world.things["survey_link"] = LinkFactory.make(survey=running)
    world.things["survey_token"] = links.make_one_time(running, world.own, 1, by=world.people["office"])[0]
    world.things["survey_batch"] = PaperBatch.objects.create(
        survey=running, unit=world.own, day=timezone.localdate(), counted=3, entered_by=world.people["officer"]
    )


def _pk(name: str) -> Any:
    return lambda world: {"pk": world.things[name].pk}


def _row(name: str, part: str) -> Any:
    return lambda world: {"pk": world.things[name].pk, "row_pk": world.things[f"{name}_{part}"].pk}


def _link(world: World) -> dict[str, Any]:
    return {"slug": world.things["survey_open"].slug, "code": world.things["survey_link"].code}


def _slug(name: str) -> Any:
    return lambda world: {"slug": world.things[name].slug}


def _token(world: World) -> dict[str, Any]:
    return {"slug": world.things["survey_open"].slug, "token": world.things["survey_token"]}


def _said(world: World) -> dict[str, Any]:
    return {world.things["survey_open_question"].key: "4", "form_key": str(uuid.uuid4()), "phan": "0", "di": "tiep"}


def _batch(world: World) -> dict[str, Any]:
    return {"pk": world.things["survey_open"].pk, "batch_pk": world.things["survey_batch"].pk}


_SEES = signed_in(200, **OUTSIDE)
_WRITES = signed_in(302, **READERS, **OUTSIDE)
_OPENS = signed_in(200, **READERS, **OUTSIDE)
_DRAFT, _OPEN, _CLOSED = _pk("survey_draft"), _pk("survey_open"), _pk("survey_closed")
_FACTOR = lambda world: {"pk": world.things["survey_closed"].pk, "factor": "procedure"}  # noqa: E731

ROWS = [
    Row("surveys_public:list", everyone(200)),
    Row("surveys_public:results", everyone(200), kwargs=_slug("survey_closed")),
    Row("surveys_public:results", everyone(404), kwargs=_slug("survey_open")),
    Row("surveys_public:survey", everyone(302), kwargs=_slug("survey_open")),
    Row("surveys_public:survey", everyone(404), kwargs=_slug("survey_draft")),
    Row("surveys_public:sent", everyone(200), kwargs=_slug("survey_open")),
    Row("surveys_public:sent_here", everyone(200), kwargs=_link),
    Row("surveys_public:answer", everyone(200), kwargs=_link),
    Row("surveys_public:answer", everyone(302), method="POST", kwargs=_link, data=_said),
    Row("surveys_public:one_time", everyone(200), kwargs=_token),
    Row("surveys_public:one_time", everyone(302), method="POST", kwargs=_token, data=_said),
    Row("surveys:list", signed_in(200)),
    Row("surveys:new", signed_in(200, **READERS)),
    Row("surveys:new", signed_in(422, **READERS), method="POST", data={"shape": "sipas"}),
    Row("surveys:detail", _SEES, kwargs=_OPEN),
    Row("surveys:edit", _OPENS, kwargs=_DRAFT),
    Row("surveys:delete", _WRITES, method="POST", kwargs=_DRAFT),
    Row("surveys:open", _WRITES, method="POST", kwargs=_DRAFT),
    Row("surveys:close", _WRITES, method="POST", kwargs=_OPEN),
    Row("surveys:publish", _WRITES, method="POST", kwargs=_CLOSED),
    Row("surveys:withdraw", _WRITES, method="POST", kwargs=_CLOSED),
    Row("surveys:questions", _OPENS, kwargs=_DRAFT),
    Row("surveys:section_add", _WRITES, method="POST", kwargs=_DRAFT),
    Row("surveys:section", _OPENS, kwargs=_row("survey_draft", "section")),
    Row("surveys:section_move", _WRITES, method="POST", kwargs=_row("survey_draft", "section")),
    Row("surveys:section_drop", _WRITES, method="POST", kwargs=_row("survey_draft", "section")),
    Row("surveys:question_add", _OPENS, kwargs=_DRAFT),
    Row("surveys:question", _OPENS, kwargs=_row("survey_draft", "question")),
    Row("surveys:question_move", _WRITES, method="POST", kwargs=_row("survey_draft", "question")),
    Row("surveys:question_drop", _WRITES, method="POST", kwargs=_row("survey_draft", "question")),
    Row("surveys:preview", _SEES, kwargs=_DRAFT),
    Row("surveys:units", _OPENS, kwargs=_DRAFT),
    Row("surveys:unit", _OPENS, kwargs=_row("survey_draft", "asked")),
    Row("surveys:unit_drop", _WRITES, method="POST", kwargs=_row("survey_draft", "asked")),
    Row("surveys:links", _SEES, kwargs=_OPEN),
    Row("surveys:links", signed_in(422, **READERS, **OUTSIDE), method="POST", kwargs=_OPEN, data={"counter": ""}),
    Row(
        "surveys:one_time",
        signed_in(200, **READERS, **OUTSIDE),
        method="POST",
        kwargs=_OPEN,
        data=lambda world: {"unit": world.own.pk, "number": 2},
    ),
    Row("surveys:qr_sheets", _SEES, kwargs=_OPEN),
    Row("surveys:qr_pdf", _SEES, method="POST", kwargs=_OPEN),
    Row("surveys:batches", _SEES, kwargs=_OPEN),
    Row("surveys:batches", signed_in(422, **READERS, **OUTSIDE), method="POST", kwargs=_OPEN, data={"counted": "x"}),
    Row("surveys:sheet", _OPENS, kwargs=_batch),
    Row("surveys:sheet", _WRITES, method="POST", kwargs=_batch, data=_said),
    Row("surveys:results", _SEES, kwargs=_CLOSED),
    Row("surveys:workbook", _SEES, kwargs=_CLOSED),
    Row("surveys:propose", _OPENS, kwargs=_FACTOR),
]
