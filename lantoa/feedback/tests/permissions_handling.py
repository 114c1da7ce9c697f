"""Who may open what of handling: the unit that holds a case works on it, the office above too; leaders read; others
find nothing."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from lantoa.feedback import answering, hops, owing, publishing, sending, tokens, triage
from lantoa.feedback.enums import CaseKind
from lantoa.feedback.factories import AnswerTemplateFactory, CaseFactory, CaseFileFactory, HandlingRuleFactory
from lantoa.feedback.guidance import Ground
from lantoa.feedback.models import Answer, Case
from tests.permission_table import Row, World, everyone, signed_in

OUTSIDE = {"other_officer": 404, "other_head": 404, "admin": 404, "admin_above": 404}
_DAY = f"{timezone.localdate():%d/%m/%Y}"


def _case(world: World, name: str, **given: Any) -> Case:
    case = CaseFactory.make(holder=world.own, known=True, handler=world.people["officer"], **given)
    owing.date(case)
    case.save()
    hops.begin(case, by=None)
    owing.owe(case)
    world.things[f"feedback_{name}"] = case
    return case


def _answer(world: World, case: Case) -> Answer:
    by = world.people["officer"]
    answer = answering.begin(case, by=by)
    answering.save(answer, text="Đã xem xét.", by=by, version=answer.version)
    return Answer.objects.get(pk=answer.pk)


def prepare(world: World) -> None:
    """A case at each point of its way."""
    officer, head = world.people["officer"], world.people["head"]
    new = _case(world, "new", settled=True)
    world.things["feedback_photo"] = CaseFileFactory.make(case=new)
    handled = {"state": "handling", "kind": CaseKind.QUESTION}
    _case(world, "handled", **handled)
    hops.begin(Case.objects.get(pk=world.things["feedback_handled"].pk), by=None)
    _case(world, "waiting", state="waiting", kind=CaseKind.QUESTION, paused_since=timezone.localdate())
    triage.refuse(_case(world, "refused", **handled), ground=Ground.UNCLEAR, by=officer)
    _answer(world, _case(world, "drafted", **handled))
    for name in ("submitted", "approved", "answered", "public"):
        answer = _answer(world, _case(world, name, **handled))
        answering.submit(answer, by=officer)
        if name != "submitted":
            answering.approve(answer, by=head)
        if name in ("answered", "public"):
            issue = sending.Issue(f"{answer.pk}", timezone.localdate(), "Hiệu trưởng", "Lê Mẫu")
            sending.send(answer, issue, by=officer)
            world.things[f"feedback_letter_{name}"] = answer
    public = Case.objects.get(pk=world.things["feedback_public"].pk)
    words = publishing.Public("Hỏi", "Câu hỏi", "Trả lời")
    world.things["feedback_publication"] = publishing.publish(public, words, masks=[], by=officer)
    answered = world.things["feedback_answered"]
    token = tokens.token_of(answered.form_key)
    Case.objects.filter(pk=answered.pk).update(token_digest=tokens.digest(token))
    world.things["feedback_token"] = token
    world.things["feedback_template"] = AnswerTemplateFactory.make(unit=world.own, created_by=officer)
    world.things["feedback_rule"] = HandlingRuleFactory.make(unit=world.top)


def _of(name: str, **more: str) -> Callable[[World], Mapping[str, Any]]:
    def kwargs(world: World) -> dict[str, Any]:
        given = {"pk": world.things[f"feedback_{name}"].pk}
        return given | {key: world.things[f"feedback_{value}"].pk for key, value in more.items()}

    return kwargs


def _works(status: int, **others: int) -> dict[str, int | str]:
    """Those of the unit and the office above get `status`, its leader 403, others find nothing."""
    return signed_in(status, **{**OUTSIDE, "leader": 403, **others})


def _page(name: str, of: str, data: Mapping[str, Any] | None = None, **others: int) -> list[Row]:
    """A page with a form: asked, sent empty (422) or with `data` (302)."""
    asked = Row(f"feedback:{name}", _works(200, **others), kwargs=_of(of))
    answers = {key: 302 if value == 200 else value for key, value in others.items()}
    sent = Row(f"feedback:{name}", _works(302, **answers), method="POST", kwargs=_of(of), data=data or {})
    empty = {key: 422 if value == 200 else value for key, value in others.items()}
    faulty = Row(f"feedback:{name}", _works(422, **empty), method="POST", kwargs=_of(of))
    return [asked, sent if data else faulty]


def _press(name: str, of: str, **others: int) -> Row:
    return Row(f"feedback:{name}", _works(302, **others), method="POST", kwargs=_of(of))


def _rule(world: World) -> dict[str, Any]:
    days = {"days": 5, "days_many": 7, "days_max": 10, "forward_days": 5, "supply_days": 5}
    return {"unit": world.top.pk, "kind": "idea", **days, "source": "Quyết định 1", "valid_from": "01/01/2026"}


_FOCAL = {"officer": 200, "head": 200, "office": 200, "editor": 403, "leader": 403, "office_above": 403}
_HEADS = {"officer": 403, "office": 403, "editor": 403, "office_above": 403}
_READS = signed_in(200, **OUTSIDE)
_KEEPS = signed_in(403, office_above=200, admin_above=200)
_ANY_KEEPER = signed_in(403, office=200, admin=200, office_above=200, admin_above=200)
_WRITES = signed_in(200, leader=403, admin=403, admin_above=403)
# A template is its unit's to change; those above use their own, the other school does not see it.
_OWN = signed_in(403, officer=200, head=200, office=200, editor=200, other_officer=404, other_head=404)

ROWS = [
    Row("feedback:list", signed_in(200)),
    Row("feedback:export", signed_in(200)),
    Row("feedback:statistics", signed_in(200)),
    Row("feedback:statistics_export", signed_in(200)),
    Row("feedback:templates", signed_in(200)),
    Row("feedback:template_new", _WRITES),
    Row("feedback:template", _OWN, kwargs=_of("template")),
    Row("feedback:rules", signed_in(200)),
    Row("feedback:rule_new", _ANY_KEEPER),
    Row(
        "feedback:rule_new",
        signed_in(403, office=422, admin=422, office_above=302, admin_above=302),
        method="POST",
        data=_rule,
    ),
    Row("feedback:rule", _KEEPS, kwargs=_of("rule")),
    Row("feedback:detail", _READS, kwargs=_of("new")),
    Row("feedback:look", {**signed_in(404), **_FOCAL}, method="POST", kwargs=_of("new")),
    Row("feedback:file", signed_in(403, **OUTSIDE), kwargs=_of("new", file_pk="photo")),
    *_page("triage", "new", {"kind": "question"}),
    *_page("divert", "new", {"kind": "complaint", "text": "Gửi đến Thanh tra"}),
    *_page("refuse", "new", {"ground": "unclear"}),
    *_page("join", "new"),
    *_page("split", "new", {"kind": "idea", "text": "Phần góp ý"}),
    *_page("reopen", "refused", {"reason": "Nhầm"}),
    *_page("assign", "handled"),
    *_page("move", "handled"),
    *_page("give_back", "handled"),
    *_page("ask", "handled"),
    *_page("extend", "handled"),
    *_page("remark", "handled", {"text": "Đã gọi"}),
    _press("accept", "handled"),
    _press("stop_waiting", "waiting"),
    _press("draft_begin", "handled"),
    *_page("draft", "drafted", {"text": "Đã xem xét.", "version": 2}),
    Row(
        "feedback:draft_autosave", _works(200), method="POST", kwargs=_of("drafted"), data={"text": "Sửa", "version": 2}
    ),
    _press("submit", "drafted"),
    _press("take_back", "submitted"),
    Row("feedback:review", _works(200, **_HEADS), kwargs=_of("submitted")),
    _press("approve", "submitted", **_HEADS),
    Row("feedback:send_back", _works(302, **_HEADS), method="POST", kwargs=_of("submitted"), data={"note": "Sửa lại"}),
    *_page(
        "send", "approved", {"number": "9", "issued_on": _DAY, "signer_role": "Hiệu trưởng", "signer_name": "Lê Mẫu"}
    ),
    Row(
        "feedback:letter",
        {**signed_in(404), **_FOCAL},
        method="POST",
        kwargs=_of("answered", answer_pk="letter_answered"),
    ),
    Row("feedback:publish", _works(200), kwargs=_of("answered")),
    Row("feedback:publish", _works(200), method="POST", kwargs=_of("answered"), data={"bo": "x"}),
    Row(
        "feedback:publish_confirm",
        _works(302),
        method="POST",
        kwargs=_of("answered"),
        data={"title": "Hỏi về thu", "question": "Thu gì?", "answer": "Không thu."},
    ),
    *_page("withdraw", "public", {"reason": "Đăng nhầm"}),
    Row("feedback_public:answers", everyone(200)),
    Row("feedback_public:answer", everyone(200), kwargs=_of("publication")),
    Row("feedback_public:statistics", everyone(200)),
    Row(
        "feedback_public:rate",
        everyone(302),
        method="POST",
        kwargs=lambda world: {"token": world.things["feedback_token"]},
        data={"score": "5"},
    ),
]
