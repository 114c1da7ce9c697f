"""The page of taking personal data out: the original beside what everybody would read."""

from collections.abc import Collection
from dataclasses import dataclass

from lantoa.feedback.models import Case, Publication
from lantoa.feedback.publishing import Public, Stretch, is_behind, known_of, stretches, without
from lantoa.feedback.rating import last_answer
from lantoa.vietnamese.text import nfc

TEXTS = ("title", "question", "answer")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the original: a stretch that may be private, or the words between two."""

    words: str
    stretch: Stretch | None = None
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class Masking:
    """What is suggested for each text of a case, and what of it is taken out."""

    texts: dict[str, str]
    found: dict[str, list[Stretch]]
    known: list[str]

    @classmethod
    def of(cls, case: Case) -> "Masking":
        """The original words. Where the sender did not agree to have theirs published, title and question are to be
        written by the unit: nothing of theirs is offered for them."""
        sent = last_answer(case)
        title, question = (case.subject, case.text) if case.wants_publication else ("", "")
        texts = {"title": title, "question": question, "answer": sent.text if sent else ""}
        texts, known = {name: nfc(text) for name, text in texts.items()}, known_of(case)
        return cls(texts, {name: stretches(name, text, known) for name, text in texts.items()}, known)

    def all_keys(self) -> set[str]:
        return {one.key for rows in self.found.values() for one in rows}

    def public(self, taken: Collection[str], own: Collection[str]) -> Public:
        """The words without what is taken out."""
        made = {name: self._without(name, taken, own) for name in TEXTS}
        return Public(made["title"][:200], made["question"], made["answer"])

    def start(self, published: Publication | None) -> Public:
        """What the form begins with: the words that everybody reads now, the answer where no newer one was sent."""
        fresh = self.public(self.all_keys(), [])
        if published is None:
            return fresh
        answer = fresh.answer if is_behind(published, last_answer(published.case)) else published.answer
        return Public(published.title, published.question, answer)

    def masks(self, taken: Collection[str], own: Collection[str]) -> str:
        """The kinds that were taken out, for the record; never the words."""
        kinds = [str(one.private.kind) for rows in self.found.values() for one in rows if one.key in taken]
        return ",".join(sorted({*kinds, *(["own"] if own else [])}))

    def pieces(self, taken: Collection[str]) -> list[tuple[str, list[Piece]]]:
        """The originals cut at the stretches, to be shown with what is taken marked."""
        labels = {"title": "Tiêu đề", "question": "Câu hỏi", "answer": "Trả lời"}
        return [(labels[name], self._cut(name, taken)) for name in TEXTS]

    def _without(self, name: str, taken: Collection[str], own: Collection[str]) -> str:
        chosen = [one.private for one in self.found[name] if one.key in taken]
        return without(self.texts[name], chosen, own)

    def _cut(self, name: str, taken: Collection[str]) -> list[Piece]:
        text, at, made = self.texts[name], 0, list[Piece]()
        for one in self.found[name]:
            made += [Piece(text[at : one.private.start]), Piece(one.words, one, one.key in taken)]
            at = one.private.end
        return [piece for piece in [*made, Piece(text[at:])] if piece.words]
