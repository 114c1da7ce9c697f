from lantoa.news.models.article import Article, ArticleBand, ArticleCorrection, ArticleVersion, StepPass
from lantoa.news.models.category import Category, CategoryStep, SpecialPage, Tag
from lantoa.news.models.files import ArticleFile
from lantoa.news.models.offer import NewsTarget, Offer, ReportedFault

__all__ = [
    "Article",
    "ArticleBand",
    "ArticleCorrection",
    "ArticleFile",
    "ArticleVersion",
    "Category",
    "CategoryStep",
    "NewsTarget",
    "Offer",
    "ReportedFault",
    "SpecialPage",
    "StepPass",
    "Tag",
]
