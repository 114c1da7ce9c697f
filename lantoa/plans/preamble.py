"""The printed sentences of the legal bases, kept in step with the bases themselves."""

from typing import Any

from django.db.models import F

from lantoa.documents.plan import LegalBasis
from lantoa.documents.writing.bases import basis_text
from lantoa.plans.enums import BodyPart
from lantoa.plans.models import Plan, PlanBasis, PlanParagraph


def rewrite_sentence(basis: PlanBasis, *, was: dict[str, Any], typed: str) -> None:
    """Bring the sentence that cites `basis` up to date: as typed, else with what changed put in its place.

    `was` holds the values before the edit. A base without a sentence gets one after the other bases.
    """
    paragraph = basis.paragraph
    if paragraph is None:
        basis.paragraph = _new_sentence(basis.plan, basis, typed or sentence_of(basis))
        basis.save(update_fields=["paragraph"])
        return
    before = paragraph.text
    if typed and typed != was.get("sentence"):
        paragraph.text = typed
    else:
        paragraph.text = _put(before, basis, was)
    if paragraph.text != before:
        paragraph.version += 1
        paragraph.save(update_fields=["text", "version"])


def sentence_of(basis: PlanBasis) -> str:
    """ "Căn cứ Kế hoạch số … ngày … của … về việc …"."""
    return basis_text(LegalBasis(basis.number or None, basis.dated or None, basis.issuer or None, basis.about or None))


def _put(text: str, basis: PlanBasis, was: dict[str, Any]) -> str:
    """`text` with each changed value in the place of the old one; a new sentence where that cannot be found."""
    pairs = [(was.get(name) or "", getattr(basis, name)) for name in ("number", "issuer", "about")]
    pairs += list(zip(_days(was.get("dated") or ""), _days(basis.dated), strict=False))
    for old, new in pairs:
        if old == new:
            continue
        if not old or text.count(old) != 1:
            others = basis.paragraph.bases.exclude(pk=basis.pk).exists() if basis.paragraph else False
            if others:
                continue
            return sentence_of(basis)
        text = text.replace(old, new)
    return text


def _days(iso: str) -> list[str]:
    """A day in the ways that sentences print it."""
    if len(iso) != 10:
        return []
    year, month, day = iso.split("-")
    return [f"{day}/{month}/{year}", f"{int(day)}/{int(month)}/{year}"]


def _new_sentence(plan: Plan, basis: PlanBasis, text: str) -> PlanParagraph:
    last = plan.paragraphs.filter(part=BodyPart.PREAMBLE, bases__isnull=False).order_by("order").last()
    order = last.order + 1 if last else 0
    plan.paragraphs.filter(order__gte=order).update(order=F("order") + 1)
    plan.sections.filter(order__gte=order).update(order=F("order") + 1)
    return PlanParagraph.objects.create(plan=plan, part=BodyPart.PREAMBLE, order=order, text=text)
