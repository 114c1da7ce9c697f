from lantoa.feedback.models.answer import Answer, AnswerTemplate, Publication, Rating
from lantoa.feedback.models.case import Case
from lantoa.feedback.models.course import Hop, Request, Step
from lantoa.feedback.models.files import CaseFile
from lantoa.feedback.models.keeping import IncomingMail, LookLog
from lantoa.feedback.models.rule import HandlingRule

__all__ = [
    "Answer",
    "AnswerTemplate",
    "Case",
    "CaseFile",
    "HandlingRule",
    "Hop",
    "IncomingMail",
    "LookLog",
    "Publication",
    "Rating",
    "Request",
    "Step",
]
