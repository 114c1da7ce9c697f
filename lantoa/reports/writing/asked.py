"""The document that asks for the work or the report: how a report cites it.

Any room's document may be the origin of an obligation; what is known of it is its number, day, issuer and title.
"""

from django.db.models import Model

from lantoa.documents.plan import LegalBasis
from lantoa.documents.writing.bases import basis_text
from lantoa.documents.writing.wording import lower_first
from lantoa.reports.models import Report

_LEAD = "Căn cứ "


def cited(document: Model | None) -> str:
    """ "Kế hoạch số 12/KH-SGDĐT ngày 05 tháng 02 năm 2026 của … về …"; "" where it bears no number."""
    number = str(getattr(document, "number", "") or "")
    if document is None or not number:
        return ""
    issuer = getattr(document, "issuer_text", "") or str(getattr(document, "unit", "") or "")
    dated = str(getattr(document, "dated", "") or "")
    about = lower_first(str(getattr(document, "title", "") or ""))
    return basis_text(LegalBasis(number, dated or None, issuer or None, about or None)).removeprefix(_LEAD)


def asking_document(report: Report) -> Model | None:
    """The document that asks for the report: the origin of its obligation, failing that of one of the reports below."""
    if report.obligation is not None and cited(report.obligation.origin):
        return report.obligation.origin
    below = report.period.reports.filter(receiver=report.unit, obligation__isnull=False)
    child = below.select_related("obligation").order_by("pk").first()
    origin = child.obligation.origin if child is not None and child.obligation is not None else None
    return origin if cited(origin) else None
