"""One page a section: where a person is in the questionnaire, what they have said, and what comes next.

Nothing is kept between the pages but in the pages themselves: each carries the answers of the others along, so that an
unfinished sheet leaves no trace here.
"""

from typing import Any
from uuid import UUID, uuid4

from django.utils.datastructures import MultiValueDict

from lantoa.surveys import branching
from lantoa.surveys.answer_form import AnswerForm, carried, chosen
from lantoa.surveys.enums import Channel
from lantoa.surveys.models import Question, Section, Survey

WHOLE = "tat-ca"


class Walk:
    """A person on the way through a questionnaire; `data` is what the page sent, nothing at the beginning."""

    def __init__(self, survey: Survey, data: MultiValueDict[str, Any] | None = None, *, by_qr: bool = False) -> None:
        self.survey = survey
        self.data: MultiValueDict[str, Any] = data if data is not None else MultiValueDict()
        self.sections: list[Section] = list(survey.sections.prefetch_related("questions__shown_when__section"))
        self.by_section: dict[int, list[Question]] = {}
        for section in self.sections:
            self.by_section[section.pk] = list(section.questions.all())
            for question in self.by_section[section.pk]:
                question.section = section
        self.questions = [question for section in self.sections for question in self.by_section[section.pk]]
        self.channel = Channel.QR if by_qr or self.data.get("k") == Channel.QR else Channel.WEB
        self.form_key = self._key()
        self.place = self._place()
        self.form: AnswerForm | None = None

    def _key(self) -> UUID:
        try:
            return UUID(str(self.data.get("form_key", "")))
        except ValueError:
            return uuid4()

    def _place(self) -> int:
        sent = str(self.data.get("phan", ""))
        place = int(sent) if sent.isdecimal() and len(sent) < 4 else 0
        return min(place, len(self.sections) - 1)

    @property
    def is_whole(self) -> bool:
        """Whether the page sent the whole sheet at once."""
        return self.data.get("phan") == WHOLE

    @property
    def section(self) -> Section:
        return self.sections[self.place]

    def open_places(self) -> list[int]:
        """The sections that ask something of this person."""
        asked = {one.pk for one in branching.shown(self.questions, chosen(self.questions, self.data))}
        return [
            place
            for place, section in enumerate(self.sections)
            if any(question.pk in asked for question in self.by_section[section.pk])
        ]

    def on_page(self) -> list[Question]:
        """The questions of this section: those that hang on earlier pages only where these open them; those that hang
        on one of this page stand here with their condition in words."""
        own = self.by_section[self.section.pk]
        here = {question.pk for question in own}
        asked = {one.pk for one in branching.shown(self.questions, chosen(self.questions, self.data))}
        return [one for one in own if one.pk in asked or one.shown_when_id in here]

    def page_form(self, *, is_sent: bool) -> AnswerForm:
        """The form of this section. One that is only shown again, on the way back, is not judged."""
        questions = self.on_page()
        if is_sent:
            self.form = AnswerForm(self.questions, self.data, on_page=questions)
        else:
            initial: dict[str, Any] = {}
            for name, value in carried(self.data, questions):
                initial.setdefault(name, []).append(value)
            self.form = AnswerForm(self.questions, on_page=questions, initial=_flat(initial, questions))
        return self.form

    def whole_form(self) -> AnswerForm:
        return AnswerForm(self.questions, self.data if self.data else None)

    def others(self) -> list[tuple[str, str]]:
        """The answers of the other sections, as hidden fields of this one."""
        here = {question.pk for question in self.by_section[self.section.pk]}
        return carried(self.data, [question for question in self.questions if question.pk not in here])

    def step(self, by: int) -> bool:
        """Go to the next or the last section that asks something; False where there is none."""
        places = [place for place in self.open_places() if (place - self.place) * by > 0]
        if places:
            self.place = min(places) if by > 0 else max(places)
        return bool(places)

    def go_to_fault(self, form: AnswerForm) -> None:
        """Show the section with the first fault."""
        for place, section in enumerate(self.sections):
            keys = {question.key for question in self.by_section[section.pk]}
            if any(name.split("_")[0] in keys for name in form.errors):
                self.place = place
                return


def _flat(initial: dict[str, list[str]], questions: list[Question]) -> dict[str, Any]:
    """Single answers as themselves, several as a list."""
    several = {question.key for question in questions if question.kind == "multiple"}
    return {name: values if name in several else values[0] for name, values in initial.items()}
