"""Which pages of the portal can be named as where something is public, for the register of what must be
(`disclosure.own_pages`): each by a question of its room, so that nothing is opened or counted."""

from typing import Any

from django.utils import timezone

from lantoa.disclosure import own_pages
from lantoa.disclosure.models import Disclosed
from lantoa.feedback.models import Publication
from lantoa.legal.models import DocumentFile, LegalDocument
from lantoa.news.models import Article, ArticleFile, Category, SpecialPage
from lantoa.organisations.models import Unit
from lantoa.procedures.models import FormFile, ProcedureVersion
from lantoa.surveys.models import Survey

_BIGGEST_KEY = 2**62
LISTS = (
    "portal:home",
    "portal:units",
    "portal:data",
    "news_public:index",
    "news_public:archive",
    "news_public:pictures",
    "news_public:specials",
    "bookcase:list",
    "procedures_public:list",
    "feedback_public:index",
    "feedback_public:answers",
    "feedback_public:statistics",
    "surveys_public:list",
    "disclosure_public:index",
)


def register() -> None:
    own_pages.pages |= {
        **dict.fromkeys(LISTS, _always),
        "portal:unit": _unit,
        "news_public:article": lambda slug, pk: Article.objects.live().filter(pk=_key(pk)).exists(),
        "news_public:category": lambda slug: Category.objects.filter(slug=slug, is_active=True).exists(),
        "news_public:special": lambda slug: SpecialPage.objects.filter(slug=slug, is_active=True).exists(),
        "news_public:document": _document_of_article,
        "bookcase:detail": lambda pk: LegalDocument.objects.public().filter(pk=_key(pk)).exists(),
        "bookcase:reading": _file_of_document,
        "bookcase:file": _file_of_document,
        "procedures_public:detail": lambda slug, pk: _procedure(pk),
        "procedures_public:short": _procedure,
        "procedures_public:form": lambda key: FormFile.objects.filter(key=key).exists(),
        "feedback_public:answer": lambda pk: Publication.objects.live().filter(pk=_key(pk)).exists(),
        "surveys_public:results": lambda slug: Survey.objects.with_public_results().filter(slug=slug).exists(),
        "disclosure_public:unit": _unit,
        "disclosure_public:file": lambda key: Disclosed.objects.standing().exclude(file="").filter(key=key).exists(),
    }


def _key(pk: int) -> int:
    return min(pk, _BIGGEST_KEY)


def _always() -> bool:
    return True


def _unit(pk: int) -> bool:
    return Unit.objects.filter(pk=_key(pk)).exists()


def _procedure(pk: int) -> bool:
    """In force, or abolished: its page then says so."""
    return ProcedureVersion.objects.filter(procedure=_key(pk), in_force_from__lte=timezone.localdate()).exists()


def _file_of_document(key: Any) -> bool:
    return DocumentFile.objects.filter(key=key, document__is_public=True).exists()


def _document_of_article(key: Any) -> bool:
    return ArticleFile.objects.filter(key=key, article__in=Article.objects.live()).exists()
