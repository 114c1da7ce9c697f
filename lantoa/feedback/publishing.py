"""Question and answer before everybody, without personal data (Nghị định 20/2008/NĐ-CP, Điều 19; Luật 91/2025/QH15,
Điều 16): stretches are suggested, a person decides on each, and what still looks private is said once more."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.feedback import rights
from lantoa.feedback.changing import note, said
from lantoa.feedback.deadlines import days_taken
from lantoa.feedback.enums import OTHER_LAW, CaseState, StepKind
from lantoa.feedback.identity import sender_of
from lantoa.feedback.models import Answer, Case, Publication
from lantoa.feedback.rating import last_answer
from lantoa.search import index, sources
from lantoa.vietnamese.private_data import Private, PrivateKind, find_private, masked
from lantoa.vietnamese.text import fold, nfc, squeeze

KIND = "answer"
_QUOTED = 8  # words in a row that nobody writes twice by chance, whatever signs stand between them
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text that may be private; `key` names it in a form."""

    key: str
    words: str
    private: Private

    @property
    def label(self) -> str:
        return self.private.kind.label

    @property
    def is_sure(self) -> bool:
        return self.private.is_sure


@dataclass(frozen=True, slots=True)
class Public:
    """The words as everybody would read them."""

    title: str
    question: str
    answer: str


def why_not(case: Case) -> str:
    """Why question and answer can't be published, in a sentence; empty where they can. What everybody reads already can
    be corrected while the case is handled again."""
    if case.kind in OTHER_LAW:
        return "Khiếu nại, tố cáo không được công khai."
    is_answered = case.state == CaseState.ANSWERED or published_of(case) is not None
    if not is_answered or last_answer(case) is None:
        return "Chỉ công khai sau khi đã gửi trả lời."
    return ""


def published_of(case: Case) -> Publication | None:
    """What everybody reads of a case now."""
    return Publication.objects.live().filter(case=case).first()


def is_behind(publication: Publication, answer: Answer | None) -> bool:
    """Whether a newer letter was sent than the one that everybody reads."""
    sent, published = answer and answer.sent_at, publication.published_at
    return bool(sent and published and sent > published)


def quoted_from(case: Case, public: Public) -> str:
    """Words of a sender who did not agree to have theirs published, where they stand in the public question as they
    were sent (Luật 91/2025/QH15, Điều 9: consent); empty where there are none."""
    if case.wants_publication:
        return ""
    sent = [fold(word[0]) for word in _WORD.finditer(nfc(case.text))]
    runs = {tuple(sent[at : at + _QUOTED]) for at in range(len(sent) - _QUOTED + 1)}
    text = nfc(f"{public.title}\n{public.question}")
    words = list(_WORD.finditer(text))
    for at in range(len(words) - _QUOTED + 1):
        run = words[at : at + _QUOTED]
        if tuple(fold(word[0]) for word in run) in runs:
            return squeeze(text[run[0].start() : run[-1].end()])
    return ""


def known_of(case: Case) -> list[str]:
    """What the sender gave of themselves, to be found wherever it stands."""
    sender = sender_of(case)
    given = [sender.name, sender.phone, sender.email, sender.address, sender.account]
    names = sender.name.split()
    return [one for one in (*given, " ".join(names[-2:]) if len(names) > 2 else "") if one.strip()]


def stretches(name: str, text: str, known: Iterable[str]) -> list[Stretch]:
    """What is suggested to be taken out of a text, in order."""
    found = find_private(nfc(text), known=known)
    return [Stretch(f"{name}-{one.start}-{one.end}", nfc(text)[one.start : one.end], one) for one in found]


def without(text: str, chosen: Iterable[Private], own: Iterable[str]) -> str:
    """The text with the chosen stretches and the person's own words taken out."""
    text, kept = nfc(text), list(chosen)
    for one in _places(text, own):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return masked(text, kept)


def _places(text: str, own: Iterable[str]) -> Iterator[Private]:
    """Every place of the words that a person marked."""
    for words in sorted({nfc(one).strip() for one in own if one.strip()}, key=len, reverse=True):
        at = text.find(words)
        while at >= 0:
            yield Private(at, at + len(words), PrivateKind.NAME)
            at = text.find(words, at + len(words))


def still_private(public: Public, known: Sequence[str]) -> list[str]:
    """What still looks private in the words as they would be published, each once."""
    texts = (public.title, public.question, public.answer)
    found = [nfc(text)[one.start : one.end] for text in texts for one in find_private(nfc(text), known=known)]
    return list(dict.fromkeys(found))


@transaction.atomic
def publish(case: Case, public: Public, *, masks: list[str], by: User) -> Publication:
    """Put question and answer before everybody; done again, the words are replaced. `masks`: kinds taken out."""
    if not rights.publishes(by, case):
        raise PermissionDenied(rights.NOT_YOURS)
    row = Case.objects.select_for_update(of=("self",)).select_related("holder").get(pk=case.pk)
    answer = last_answer(row)
    if (words := why_not(row)) or answer is None:
        raise ValidationError(words)
    if words := quoted_from(row, public):
        raise ValidationError(
            f"Người gửi không đồng ý công khai lời của mình. Viết lại bằng lời của đơn vị: “{words} …”."
        )
    given = {"title": public.title, "question": public.question, "answer": public.answer, "masks": masks}
    made, _ = Publication.objects.update_or_create(
        case=row,
        defaults={
            **{name: value.replace("\0", " ") if isinstance(value, str) else value for name, value in given.items()},
            "unit": answer.unit,
            "kind": row.kind,
            **_how_soon(row, answer),
            "by": by,
            "published_at": timezone.now(),
            "withdrawn_at": None,
            "withdrawn_by": None,
            "withdrawn_reason": "",
        },
    )
    note(
        row,
        StepKind.PUBLISHED,
        by=by,
        is_public=True,
        text="Câu hỏi và trả lời được công khai, không có tên người gửi.",
    )
    index.put_many([entry_of(made)])
    return made


def _how_soon(row: Case, answer: Answer) -> dict[str, Any]:
    """How long the answer took, and whether it came after its day."""
    used = days_taken(row, timezone.localdate(answer.sent_at))
    return {"days_taken": min(used, 32767), "was_late": answer.was_late}


@transaction.atomic
def withdraw(publication: Publication, *, reason: str, by: User) -> None:
    """Readers find it no longer, from now on."""
    words = said(reason, fault="Ghi lý do thôi công khai.", longest=300)
    if not rights.publishes(by, publication.case):
        raise PermissionDenied(rights.NOT_YOURS)
    row = Publication.objects.select_for_update().get(pk=publication.pk)
    if not row.is_live:
        return
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = timezone.now(), by, words
    row.save()
    index.remove(KIND, row.pk)
    note(row.case, StepKind.WITHDRAWN, by=by, is_public=True, text=words)


def register() -> None:
    """Have answers found by readers."""
    sources.register(KIND, "Hỏi đáp", entries=entries, icon="chat-bubble-left-right", place=30)


def entries() -> Iterator[index.Entry]:
    for row in Publication.objects.live().select_related("unit").iterator(chunk_size=200):
        yield entry_of(row)


def entry_of(row: Publication) -> index.Entry:
    """What the search knows of an answer."""
    return index.Entry(
        kind=KIND,
        key=row.pk,
        title=row.title,
        text=f"{row.question}\n{row.answer}",
        url=reverse("feedback_public:answer", args=[row.pk]),
        unit_name=row.unit.name,
        on=timezone.localdate(row.published_at) if row.published_at else None,
    )
