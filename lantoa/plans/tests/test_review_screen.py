"""The review screen: questions that go to none, rows edited in place, two people at one plan."""

from typing import Any

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import Province
from lantoa.organisations.matching import HINTS_OF_ENDED
from lantoa.organisations.models import UnitAlias
from lantoa.plans.doubts import doubts_of
from lantoa.plans.enums import MentionState
from lantoa.plans.importing.names import Names
from lantoa.plans.models import Plan, PlanBasis, PlanTask, Removed, UnitMention
from lantoa.plans.tests.building import PlanBuilder
from lantoa.plans.tests.reading import SAMPLES, imported
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def tree() -> Province:
    return Province()


@pytest.fixture
def office(tree: Province) -> User:
    return UserFactory.make(role=Role.OFFICE, role__unit=tree.so)


@pytest.fixture
def plan(tree: Province, office: User) -> Plan:
    return imported(SAMPLES / "so_2024.txt", unit=tree.so, by=office)


@pytest.fixture
def desk(client: PageClient, office: User) -> PageClient:
    client.force_login(office)
    return client


def _form_of(desk: PageClient, plan: Plan, key: str) -> dict[str, str]:
    """What a browser would send of the row's open form."""
    answer = desk.get(reverse("plans:edit", args=[plan.pk]), {"sua": key})
    tree = parse(answer)
    [form] = [one for one in tree.iter("form") if one.get("data-lt-keep") == key]
    data: dict[str, Any] = {}
    for field in form.iter("input", "textarea", "select"):
        name = field.get("name")
        if not name or field.get("type") in ("submit", "button"):
            continue
        if field.tag == "textarea":
            data[name] = field.text or ""
        elif field.tag == "select":
            chosen = [one.get("value", "") for one in field.iter("option") if one.get("selected") is not None]
            data[name] = chosen[0] if chosen else ""
        elif field.get("type") == "checkbox":
            if field.get("checked") is not None:
                data.setdefault(name, []).append(field.get("value", "on"))
        else:
            data[name] = field.get("value", "")
    return data


def _row_url(plan: Plan, key: str) -> str:
    slug, _, pk = key.rpartition("-")
    return reverse("plans:row", args=[plan.pk, slug, int(pk)])


def test_the_screen_shows_the_source_beside_every_row(desk: PageClient, plan: Plan) -> None:
    page = parse(desk.get(reverse("plans:edit", args=[plan.pk])))
    ids = {one.get("id") for one in page.iter() if one.get("id")}
    assert {task.key for task in plan.tasks.all()} <= ids
    assert {basis.key for basis in plan.bases.all()} <= ids
    source = next(one for one in page.iter("div") if one.get("data-lt-source") is not None)
    task = plan.tasks.first()
    assert task is not None
    marked = [one for one in source.iter("span") if task.key in (one.get("data-rows") or "").split()]
    assert words(marked[0]) in " ".join(task.text.split()) or marked[0].text in (task.no, task.text)


def test_every_stretch_of_the_source_knows_its_offset(desk: PageClient, plan: Plan) -> None:
    page = parse(desk.get(reverse("plans:edit", args=[plan.pk])))
    assert plan.source is not None
    for one in page.iter("span"):
        if one.get("data-at") is not None and (one.text or "").strip():
            at = int(one.get("data-at", ""))
            assert plan.source.text[at : at + len(one.text or "")].replace("\n", " ") == one.text


def test_every_kind_of_row_opens_and_saves_unchanged(desk: PageClient, plan: Plan) -> None:
    rows: list[Any] = [
        *plan.bases.all()[:1], *plan.tasks.all()[:1], *plan.sections.all()[:1],
        *plan.paragraphs.filter(role="duty")[:1], *plan.paragraphs.filter(part="preamble")[:1],
        *plan.reporting_rules.all()[:1], *plan.cascades.all()[:1], *plan.budget_lines.all()[:1],
    ]  # fmt: skip
    keys = [row.key for row in rows] + [f"{one}-{plan.pk}" for one in ("dau-van-ban", "doi-tuong", "bang", "noi-nhan")]
    from lantoa.plans.exporting import reading_of

    before = reading_of(plan).to_contract()
    for key in keys:
        data = _form_of(desk, plan, key)
        answer = desk.post(_row_url(plan, key), data)
        assert answer.status_code == 302, (key, answer.context["screen"].form.errors)
    plan.refresh_from_db()
    assert reading_of(plan).to_contract() == before


def test_with_htmx_a_saved_row_comes_back_with_the_panel(desk: PageClient, plan: Plan) -> None:
    task = plan.tasks.first()
    assert task is not None
    data = _form_of(desk, plan, task.key)
    data[f"{task.key}-timing_raw"] = "trước ngày 30/5"
    answer = desk.post(_row_url(plan, task.key), data, **HTMX)
    text = answer.content.decode()
    assert 'id="phan-nhiem-vu"' in text
    assert 'id="viec-can-xem"' in text
    task.refresh_from_db()
    assert (task.timing_kind, str(task.ends_on)) == ("date", f"{plan.year}-05-30")
    assert f"Hạn 30/05/{plan.year}" in text


def test_a_field_without_a_needed_value_keeps_what_was_typed(desk: PageClient, plan: Plan) -> None:
    task = plan.tasks.first()
    assert task is not None
    data = _form_of(desk, plan, task.key) | {f"{task.key}-text": "", f"{task.key}-channel": "Đăng báo tường"}
    answer = desk.post(_row_url(plan, task.key), data)
    assert answer.status_code == 422
    assert "Đăng báo tường" in answer.content.decode()


def test_the_second_of_two_editors_is_told_and_loses_nothing(desk: PageClient, plan: Plan) -> None:
    task = plan.tasks.first()
    assert task is not None
    mine, theirs = _form_of(desk, plan, task.key), _form_of(desk, plan, task.key)
    theirs[f"{task.key}-text"] = "Bản của người kia"
    assert desk.post(_row_url(plan, task.key), theirs).status_code == 302
    mine[f"{task.key}-text"] = "Bản của tôi"
    answer = desk.post(_row_url(plan, task.key), mine)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Bản của người kia" in text
    assert "Bản của tôi" in text
    task.refresh_from_db()
    assert task.text == "Bản của người kia"
    again = mine | {f"{task.key}-version": str(task.version)}
    assert desk.post(_row_url(plan, task.key), again).status_code == 302
    task.refresh_from_db()
    assert task.text == "Bản của tôi"


def test_every_question_can_be_settled_until_none_is_left(desk: PageClient, plan: Plan, tree: Province) -> None:
    left = len(doubts_of(plan))
    assert left
    while doubts := doubts_of(Plan.objects.get(pk=plan.pk)):
        doubt = doubts[0]
        if doubt.mention:
            url = reverse("plans:mention", args=[plan.pk, doubt.mention.pk])
            answer = desk.post(url, {"don_vi": [tree.van_phong.pk]}, **HTMX)
        else:
            answer = desk.post(reverse("plans:settle", args=[plan.pk]), {"khoa": doubt.key}, **HTMX)
        assert answer.status_code == 200
        assert len(doubts_of(Plan.objects.get(pk=plan.pk))) == left - 1
        left -= 1
    page = desk.get(reverse("plans:edit", args=[plan.pk])).content.decode()
    assert "Không còn việc nào cần xem" in page


def _unknown(plan: Plan, office: User) -> Any:
    mention = Names(plan).mention("Tổ Truyền thông liên ngành Sông Trăng")
    assert mention is not None
    assert mention.state == MentionState.UNMATCHED
    plan.tasks.update(lead=mention, lead_text="")
    return mention


def test_a_name_answered_once_counts_for_all_its_rows_and_is_remembered(
    desk: PageClient, plan: Plan, tree: Province, office: User
) -> None:
    mention = _unknown(plan, office)
    desk.post(reverse("plans:mention", args=[plan.pk, mention.pk]), {"don_vi": [tree.khtc.pk]})
    mention.refresh_from_db()
    assert mention.resolve(on=plan.effective_on) == {tree.khtc.pk}
    alias = UnitAlias.objects.get(owner=tree.so, text=mention.text)
    assert list(alias.units.all()) == [tree.khtc]


def test_a_body_outside_the_system_owes_nothing(desk: PageClient, plan: Plan, office: User) -> None:
    mention = _unknown(plan, office)
    desk.post(reverse("plans:mention", args=[plan.pk, mention.pk]), {"ngoai": "1"})
    mention.refresh_from_db()
    assert mention.state == MentionState.OUTSIDE
    assert mention.resolve(on=plan.effective_on) == set()


def test_what_was_recognised_of_a_list_is_an_answer_by_itself(desk: PageClient, plan: Plan, tree: Province) -> None:
    mention = Names(plan).mention("Phòng Kế hoạch - Tài chính, Tổ Truyền thông liên ngành Sông Trăng")
    assert mention is not None
    plan.tasks.update(lead=mention, lead_text="")
    page = parse(desk.get(reverse("plans:edit", args=[plan.pk]), {"xem": f"ten-{mention.pk}"}))
    button = next(one for one in page.iter("button") if words(one).startswith("Chỉ Phòng Kế hoạch"))
    form = next(one for one in page.iter("form") if button in list(one.iter("button")))
    sent = {one.get("name"): one.get("value") for one in form.iter("input")}
    desk.post(form.get("action"), sent)
    mention.refresh_from_db()
    assert mention.resolve(on=plan.effective_on) == {tree.khtc.pk}


def test_units_are_found_by_part_of_their_name(desk: PageClient, plan: Plan, office: User) -> None:
    mention = _unknown(plan, office)
    url = reverse("plans:mention_search", args=[plan.pk, mention.pk])
    assert "Phòng Kế hoạch - Tài chính" in desk.get(url, {"q": "ke hoach tai"}, **HTMX).content.decode()


def test_groups_are_found_by_words_without_accents(desk: PageClient, plan: Plan) -> None:
    url = reverse("plans:mention_search", args=[plan.pk, plan.mentions.values_list("pk", flat=True)[0]])
    assert "Các đơn vị trực thuộc" in desk.get(url, {"q": "truc thuoc"}, **HTMX).content.decode()
    assert "Các đơn vị trực thuộc" not in desk.get(url, {"q": "truc xa"}, **HTMX).content.decode()


def test_a_deleted_row_comes_back_whole(desk: PageClient, plan: Plan) -> None:
    task = plan.tasks.filter(products__isnull=False).first() or plan.tasks.first()
    assert task is not None
    products, others = task.products.count(), task.coordinations.count()
    desk.post(reverse("plans:row_delete", args=[plan.pk, "nhiem-vu", task.pk]))
    assert not PlanTask.objects.filter(pk=task.pk).exists()
    desk.post(reverse("plans:undo", args=[plan.pk, Removed.objects.get().pk]))
    back = PlanTask.objects.get(pk=task.pk)
    assert (back.text, back.products.count(), back.coordinations.count()) == (task.text, products, others)


def test_a_deleted_basis_takes_its_sentence_along_and_both_come_back(desk: PageClient, plan: Plan) -> None:
    basis = next(one for one in plan.bases.all() if one.paragraph and one.paragraph.bases.count() == 1)
    assert basis.paragraph is not None
    sentence = basis.paragraph.text
    desk.post(reverse("plans:row_delete", args=[plan.pk, "can-cu", basis.pk]))
    assert not plan.paragraphs.filter(text=sentence).exists()
    desk.post(reverse("plans:undo", args=[plan.pk, Removed.objects.get().pk]))
    back = PlanBasis.objects.get(pk=basis.pk)
    assert back.paragraph is not None
    assert back.paragraph.text == sentence


def test_a_new_number_of_a_basis_goes_into_its_sentence(desk: PageClient, plan: Plan) -> None:
    basis = next(one for one in plan.bases.all() if one.paragraph and one.number)
    data = _form_of(desk, plan, basis.key) | {f"{basis.key}-number": "999/KH-UBND"}
    desk.post(_row_url(plan, basis.key), data)
    basis.refresh_from_db()
    assert basis.paragraph is not None
    assert "999/KH-UBND" in basis.paragraph.text
    assert basis.document is not None
    assert basis.document.number == "999/KH-UBND"


def test_a_row_is_added_where_it_was_asked_for_and_moved(desk: PageClient, plan: Plan) -> None:
    first = plan.tasks.first()
    assert first is not None
    url = reverse("plans:row_add", args=[plan.pk, "nhiem-vu"])
    data = {"them-nhiem-vu-text": "Việc mới", "them-nhiem-vu-rhythm": "once", "them-nhiem-vu-expected": "1"}
    answer = desk.post(url, {**data, "sau": first.pk})
    assert answer.status_code == 302
    assert [task.text for task in plan.tasks.all()][1] == "Việc mới"
    new = plan.tasks.get(text="Việc mới")
    desk.post(reverse("plans:row_move", args=[plan.pk, "nhiem-vu", new.pk]), {"huong": "len"})
    assert plan.tasks.all()[0] == new


@pytest.mark.parametrize("kind", ["can-cu", "nhiem-vu", "muc", "doan", "bao-cao", "lap-ke-hoach", "kinh-phi"])
def test_the_form_of_a_new_row_opens_in_the_page_and_alone(desk: PageClient, plan: Plan, kind: str) -> None:
    assert desk.get(reverse("plans:edit", args=[plan.pk]), {"them": kind}).status_code == 200
    assert desk.get(reverse("plans:row_add", args=[plan.pk, kind]), **HTMX).status_code == 200


def _offsets(plan: Plan, text: str) -> dict[str, int]:
    assert plan.source is not None
    at = plan.source.text.index(text)
    return {"tu": at, "den": at + len(text)}


def test_text_of_the_source_becomes_a_new_content(desk: PageClient, plan: Plan) -> None:
    assert plan.source is not None
    line = next(one for one in plan.source.text.splitlines() if len(one) > 60)[5:50]
    answer = desk.post(reverse("plans:assign", args=[plan.pk]), {**_offsets(plan, line), "cho": "moi:content"}, **HTMX)
    assert answer.status_code == 200
    row = plan.paragraphs.filter(role="content").last()
    assert row is not None
    assert row.item in line
    assert row.spans == [[_offsets(plan, line)["tu"], _offsets(plan, line)["den"]]]


def test_text_of_the_source_becomes_the_lead_of_the_row_at_hand(desk: PageClient, plan: Plan) -> None:
    task = plan.tasks.first()
    assert task is not None
    data = {**_offsets(plan, "Văn phòng"), "cho": "dong:lead", "dong": task.key}
    desk.post(reverse("plans:assign", args=[plan.pk]), data)
    task.refresh_from_db()
    assert task.lead is not None
    assert task.lead_text == "Văn phòng"


def test_a_stretch_that_is_no_day_is_refused_as_a_day(desk: PageClient, plan: Plan) -> None:
    data = {**_offsets(plan, "Văn phòng"), "cho": "dau:dated"}
    answer = desk.post(reverse("plans:assign", args=[plan.pk]), data, **HTMX)
    assert answer.status_code == 422
    assert "không phải là ngày" in answer.content.decode()


def test_the_meaning_of_a_time_is_said_while_it_is_typed(desk: PageClient, plan: Plan) -> None:
    url = reverse("plans:timing", args=[plan.pk])
    assert f"Hạn 30/05/{plan.year}" in desk.get(url, {"x-timing_raw": "trước ngày 30/5"}).content.decode()
    assert "Chờ văn phòng ấn định" in desk.get(url, {"x-timing_raw": "Theo kế hoạch của UBND tỉnh"}).content.decode()


def test_a_plan_on_its_way_is_not_edited(desk: PageClient, plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(review_state="submitted")
    assert desk.get(reverse("plans:edit", args=[plan.pk]))["Location"] == plan.get_absolute_url()
    task = plan.tasks.first()
    assert task is not None
    assert desk.get(reverse("plans:row", args=[plan.pk, "nhiem-vu", task.pk])).status_code == 403


def test_the_screen_asks_as_much_for_two_rows_as_for_ten(
    desk: PageClient, plan: Plan, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    url = reverse("plans:edit", args=[plan.pk])
    desk.get(url)
    with CaptureQueriesContext(connection) as few:
        desk.get(url)
    task = plan.tasks.first()
    assert task is not None
    for number in range(10):
        PlanTask.objects.create(plan=plan, order=100 + number, text=f"Việc {number}", lead=task.lead)
        PlanBasis.objects.create(plan=plan, order=100 + number, about=f"Luật {number}")
    with CaptureQueriesContext(connection) as many:
        desk.get(url)
    assert len(many) == len(few)


def _answers_of_enter(desk: PageClient, plan: Plan, doubt: str) -> list[str]:
    """What the Enter key would press at a question."""
    page = parse(desk.get(reverse("plans:edit", args=[plan.pk]), {"xem": doubt}))
    return [words(one) for one in page.iter("button") if one.get("data-lt-accept") is not None]


def _asked(plan: Plan, *scores: float, hint: str = "") -> Any:
    """A name that is open, its candidates of these scores."""
    candidates = [
        {"label": f"Đơn vị {score}", "reason": "", "unit": plan.unit_id, "group": "", "score": score}
        for score in scores
    ]
    mention = UnitMention.objects.create(plan=plan, text="Tổ lạ", asked={"hint": hint, "candidates": candidates})
    PlanTask.objects.create(plan=plan, order=99, text="Việc", lead=mention)
    return mention


def test_enter_takes_the_one_unit_of_the_very_words(desk: PageClient, plan: Plan) -> None:
    assert _answers_of_enter(desk, plan, _asked(plan, 0.98, 0.7).anchor) == ["Đơn vị 0.98"]


@pytest.mark.parametrize(
    ("scores", "hint"),
    [((0.97, 0.7), ""), ((1.0, 1.0), ""), ((), ""), *(((1.0,), hint) for hint in sorted(HINTS_OF_ENDED))],
)
def test_enter_takes_no_unit_that_is_merely_alike_one_of_several_or_ended(
    desk: PageClient, plan: Plan, scores: tuple[float, ...], hint: str
) -> None:
    assert _answers_of_enter(desk, plan, _asked(plan, *scores, hint=hint).anchor) == []


def test_enter_does_not_choose_for_an_office_that_is_no_more(
    desk: PageClient, plan: Plan, office: User, tree: Province
) -> None:
    text = "Phòng Giáo dục và Đào tạo"
    mention = Names(plan).mention(text)
    assert mention is not None
    assert mention.state == MentionState.UNMATCHED
    plan.tasks.update(lead=mention)
    assert mention.asked["candidates"]
    assert _answers_of_enter(desk, plan, mention.anchor) == []


def test_the_last_word_on_the_whole_plan_is_not_given_by_a_key(desk: PageClient, tree: Province, office: User) -> None:
    blank = PlanBuilder(tree, office).plan
    page = desk.get(reverse("plans:edit", args=[blank.pk])).content.decode()
    assert "Soạn xong" in page
    assert _answers_of_enter(desk, blank, "") == []
