from lantoa.surveys.models.link import Link, OneTimeLink
from lantoa.surveys.models.question import Question, Section
from lantoa.surveys.models.response import Answer, PaperBatch, Response
from lantoa.surveys.models.survey import GroupQuota, Survey, SurveyUnit

__all__ = [
    "Answer",
    "GroupQuota",
    "Link",
    "OneTimeLink",
    "PaperBatch",
    "Question",
    "Response",
    "Section",
    "Survey",
    "SurveyUnit",
]
