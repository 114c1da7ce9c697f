"""Bringing documents into the register: known by number, issuer and date together, never by number alone, for
numbering restarts every 1 January (23/CT-TTg exists for 2021 and for 2025). What stands in the register is never
overwritten by what a plan prints."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import IntegrityError, transaction

from lantoa.legal.models import LegalDocument, number_key
from lantoa.legal.numbers import issuer_of, kind_of, year_of
from lantoa.vietnamese.names import name_key
from lantoa.vietnamese.text import fold, squeeze


class Found(NamedTuple):
    """`document` is None only where several fit and nothing tells them apart; `doubt` is a sentence, or empty."""

    document: LegalDocument | None
    is_new: bool
    doubt: str = ""


def find_or_create(
    *, number: str, issuer: str = "", issued_on: dt.date | None = None, title: str = "", source: str = ""
) -> Found:
    """The document that a base names, made where the register has none. What the base leaves out (kind, issuer) is
    read from the number where the number says it."""
    number, issuer, title = squeeze(number).strip(" .,;"), squeeze(issuer), squeeze(title)
    issuer = issuer or issuer_of(number)
    with transaction.atomic():
        found = _find(number, issuer, issued_on) if number else _find_by_title(title, issued_on)
        return found or _create(number, issuer, issued_on, title, source)


def _create(number: str, issuer: str, issued_on: dt.date | None, title: str, source: str) -> Found:
    fields = {"number": number[:60], "issuer": issuer[:250], "issued_on": issued_on, "title": title or number}
    try:
        with transaction.atomic():
            document = LegalDocument.objects.create(**fields, kind=kind_of(number, title), source=source[:300])
    except IntegrityError:  # someone else brought it in at the same moment
        found = _find(number, issuer, issued_on)
        if found is None:
            raise
        return found
    return Found(document, True)


def _find(number: str, issuer: str, issued_on: dt.date | None) -> Found | None:
    return among(LegalDocument.objects.filter(number_key=number_key(number)), number, issuer, issued_on)


def among(same_number: Iterable[LegalDocument], number: str, issuer: str, issued_on: dt.date | None) -> Found | None:
    """The one of the documents of this number that is meant; None where none of them fits."""
    fitting = [one for one in same_number if _may_be_issuer(one.issuer_key, name_key(issuer))]
    if issued_on is None:
        return _undated(number, fitting)
    exact = [one for one in fitting if one.issued_on == issued_on]
    if exact:
        return _the_one(exact, issuer)
    undated = [one for one in fitting if one.issued_on is None]
    if len(undated) == 1:
        return Found(undated[0], False)
    return _other_day(fitting, issued_on)


def _may_be_issuer(known: str, given: str) -> bool:
    """Whether two ways of naming an issuer may mean one: "UBND tỉnh" is also "UBND tỉnh An Bình"."""
    if not known or not given:
        return True
    return known == given or f"{known} ".startswith(f"{given} ") or f"{given} ".startswith(f"{known} ")


def _the_one(found: list[LegalDocument], issuer: str) -> Found:
    own = [one for one in found if one.issuer_key == name_key(issuer)] or found
    return Found(own[0], False) if len(own) == 1 else _several(own)


def _undated(number: str, fitting: list[LegalDocument]) -> Found | None:
    if len(fitting) > 1:
        return _several(fitting)
    if not fitting:
        return None
    if year_of(number) is not None:
        return Found(fitting[0], False)
    day = f" ngày {fitting[0].issued_on:%d/%m/%Y}" if fitting[0].issued_on else ""
    doubt = f"Không ghi ngày; số này có thể lặp lại ở năm khác. Danh mục có văn bản{day}."
    return Found(fitting[0], False, doubt)


def _other_day(fitting: list[LegalDocument], issued_on: dt.date) -> Found | None:
    """Within one year an issuer gives a number once: another day there is a slip of one of the two."""
    same_year = [one for one in fitting if one.issued_on is not None and one.issued_on.year == issued_on.year]
    if len(same_year) != 1:
        return None
    known = same_year[0].issued_on
    doubt = f"Danh mục ghi ngày {known:%d/%m/%Y}, văn bản này ghi ngày {issued_on:%d/%m/%Y}. Kiểm tra lại ngày."
    return Found(same_year[0], False, doubt)


def _several(found: list[LegalDocument]) -> Found:
    named = "; ".join(f"{one.citation} ({one.issuer})" for one in found[:3])
    return Found(None, False, f"Danh mục có nhiều văn bản cùng số: {named}. Chọn đúng văn bản.")


def _find_by_title(title: str, issued_on: dt.date | None) -> Found | None:
    """A law may be cited by its name alone (Nghị định 30/2020/NĐ-CP, Điều 8): by the whole name, not a part of it."""
    found = [one for one in LegalDocument.objects.search(title) if fold(one.title) == fold(title)] if title else []
    if issued_on is not None:
        found = [one for one in found if one.issued_on in (None, issued_on)]
    alive = [one for one in found if not one.is_dead] or found
    if len(alive) == 1:
        return Found(alive[0], False)
    return _several(alive) if alive else None


@dataclass(frozen=True, slots=True)
class EffectWarning:
    """A cited document that is no longer in force, and what stands in its place."""

    document: LegalDocument
    chain: tuple[LegalDocument, ...]
    sentence: str


def warnings_for(documents: Iterable[LegalDocument]) -> list[EffectWarning]:
    """A warning for each document that is no longer in force, in the order given; a few queries however many."""
    dead = [one for one in documents if one.is_dead]
    _fetch_successors(dead)
    return [EffectWarning(one, tuple(one.chain()), effect_sentence(one)) for one in dead]


def _fetch_successors(documents: list[LegalDocument]) -> None:
    """Bring in whole chains, one query a step of the longest."""
    waiting, steps = documents, 0
    while waiting and steps < 20:
        ids = {one.replaced_by_id for one in waiting if one.replaced_by_id}
        heirs = LegalDocument.objects.in_bulk(list(ids)) if ids else {}
        for one in waiting:
            one.replaced_by = heirs.get(one.replaced_by_id or 0)
        waiting, steps = list(heirs.values()), steps + 1


def effect_sentence(document: LegalDocument) -> str:
    """What is said beside a document that is no longer in force."""
    since = f" từ {document.ends_on:%d/%m/%Y}" if document.ends_on else ""
    heir = document.successor()
    instead = f"; nay áp dụng {heir.citation}" if heir else ""
    return f"Văn bản {document.effect.label}{since}{instead}."
