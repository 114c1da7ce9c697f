import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from lantoa.accounts.enums import Role
from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.ledger import activities, books, claims, products
from lantoa.ledger.claims_deciding import queue
from lantoa.ledger.enums import ClaimKind, ClaimState, ObligationKind, ObligationState
from lantoa.ledger.models import Activity, Claim, Obligation
from lantoa.ledger.tests.working import BULLETIN, LEAFLET, TODAY, People, did, owe, person
from lantoa.notices.models import Notice, NoticeKind
from lantoa.organisations import succession
from lantoa.organisations.factories import Province, province

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def people(tree: Province) -> People:
    return People(tree)


@pytest.fixture
def two_products(monkeypatch: pytest.MonkeyPatch) -> None:
    """What every obligation promises."""
    both = [BULLETIN, LEAFLET]
    monkeypatch.setattr(products, "providers", [lambda rows: {row.pk: both for row in rows}])


def asked(row: Obligation, people: People, text: str = "Đã xong cả năm") -> Claim:
    return claims.ask(row, by=people.clerk, text=text)


def ago(claim: Claim, days: int) -> Claim:
    """As if it had been asked that many days before."""
    Claim.objects.filter(pk=claim.pk).update(asked_at=claim.asked_at - dt.timedelta(days=days))
    claim.refresh_from_db()
    return claim


def state(row: Obligation) -> str:
    row.refresh_from_db()
    return row.state


def test_work_is_met_on_the_day_it_was_asked_for_however_long_the_judging_took(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt, due=TODAY - dt.timedelta(days=2))
    claim = ago(asked(row, people), 3)
    claims.accept(claim, by=people.office)
    assert state(row) == ObligationState.MET
    assert row.met_on == TODAY - dt.timedelta(days=3)


@pytest.mark.usefixtures("two_products")
def test_a_product_is_ticked_only_with_evidence_and_the_work_ends_with_the_last_one(
    tree: Province, people: People
) -> None:
    row = owe(tree, tree.thpt)
    with pytest.raises(ValidationError, match="“Bản tin” chưa có minh chứng"):
        claims.ask(row, by=people.clerk, text="Có rồi", deliveries={BULLETIN.key: []})
    bare = did(row, people.clerk, photo=False)
    with pytest.raises(ValidationError, match="ảnh, tài liệu hoặc đường dẫn"):
        claims.ask(row, by=people.clerk, deliveries={BULLETIN.key: [bare]})
    shown = did(row, people.clerk)
    claims.accept(claims.ask(row, by=people.clerk, deliveries={BULLETIN.key: [shown]}), by=people.office)
    assert state(row) == ObligationState.OPEN
    with pytest.raises(ValidationError, match="đã nghiệm thu"):
        claims.ask(row, by=people.clerk, deliveries={BULLETIN.key: [shown]})
    claims.accept(claims.ask(row, by=people.clerk, deliveries={LEAFLET.key: [shown]}), by=people.office)
    assert state(row) == ObligationState.MET


def test_work_that_promises_nothing_needs_an_activity_or_a_word(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    with pytest.raises(ValidationError, match="ít nhất một hoạt động"):
        asked(row, people, " ")
    claims.ask(row, by=people.clerk, deliveries={"": [did(row, people.clerk, photo=False)]})
    assert Claim.objects.get().deliveries.get().activities.count() == 1


def test_evidence_of_other_work_or_of_another_unit_proves_nothing(tree: Province, people: People) -> None:
    row, other = owe(tree, tree.thpt), owe(tree, tree.thpt, "Việc khác")
    elsewhere = did(owe(tree, tree.gdtx), person("gdtx", tree.gdtx, Role.OFFICER))
    for proof in (did(other, people.clerk), elsewhere):
        with pytest.raises(ValidationError, match="không thuộc việc này"):
            claims.ask(row, by=people.clerk, text="Đã xong", deliveries={"": [proof]})


def test_a_double_click_asks_once_and_another_claim_waits_for_the_first(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    assert asked(row, people) == asked(row, people)
    with pytest.raises(ValidationError, match="Rút đề nghị đó trước"):
        claims.ask(row, by=people.principal, text="Đã xong")
    assert Claim.objects.count() == 1
    assert Notice.objects.filter(user=people.office).count() == 1


def test_of_two_who_accept_at_once_the_second_finds_it_done(tree: Province, people: People) -> None:
    claim = asked(owe(tree, tree.thpt), people)
    stale = Claim.objects.get(pk=claim.pk)
    claims.accept(claim, by=people.office)
    again = claims.accept(stale, by=people.head)
    assert again.decided_by == people.office
    assert Obligation.objects.get().events.filter(what="met").count() == 1


def test_nobody_accepts_what_they_asked_for(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    claim = claims.ask(row, by=people.office, text="Trường báo qua điện thoại")
    with pytest.raises(PermissionDenied):
        claims.accept(claim, by=people.office)
    assert claim not in queue(people.office)
    assert claim in queue(people.head)
    claims.accept(claim, by=people.head)
    assert state(row) == ObligationState.MET


def test_the_performer_does_not_judge_what_another_asked_for(tree: Province, people: People) -> None:
    claim = asked(owe(tree, tree.thpt), people)
    with pytest.raises(PermissionDenied):
        claims.accept(claim, by=people.principal)
    with pytest.raises(PermissionDenied):
        claims.send_back(claim, by=people.clerk, note="Thiếu")
    assert not queue(people.principal)


def test_what_a_unit_asked_of_itself_its_own_head_confirms(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt, asked_by=tree.thpt)
    claim = asked(row, people)
    assert list(queue(people.principal)) == [claim]
    assert not queue(people.office)
    with pytest.raises(PermissionDenied):
        claims.accept(claim, by=people.office)
    claims.accept(claim, by=people.principal)
    assert state(row) == ObligationState.MET


def test_nothing_to_do_is_confirmed_by_the_units_head_with_a_reason(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    with pytest.raises(ValidationError, match="vì sao"):
        claims.ask(row, kind=ClaimKind.NIL, by=people.clerk)
    claim = claims.ask(row, kind=ClaimKind.NIL, by=people.clerk, text="Trường không có lớp 12")
    assert list(queue(people.principal)) == [claim]
    assert not queue(people.head)
    claims.accept(claim, by=people.principal)
    assert state(row) == ObligationState.NIL


def test_the_heads_own_word_on_nothing_to_do_is_enough(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    claim = claims.ask(row, kind=ClaimKind.NIL, by=people.principal, text="Trường không có lớp 12")
    assert (claim.state, state(row)) == (ClaimState.ACCEPTED, ObligationState.NIL)


def test_a_shortcoming_on_record_is_mended_and_never_nothing_to_do(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt, kind=ObligationKind.REMEDY)
    with pytest.raises(ValidationError, match="phải được khắc phục"):
        claims.ask(row, kind=ClaimKind.NIL, by=people.clerk, text="Không có")
    claims.accept(asked(row, people, "Đã thay bảng niêm yết"), by=people.office)
    assert state(row) == ObligationState.MET


def test_a_unit_without_a_head_is_judged_by_the_next_one_above(tree: Province, people: People) -> None:
    clerk = person("maugiao", tree.mn_dong, Role.OFFICER)
    row = owe(tree, tree.mn_dong)
    claim = claims.ask(row, kind=ClaimKind.NIL, by=clerk, text="Không có học sinh")
    assert list(queue(people.head)) == [claim]
    person("chutich", tree.xa_dong, Role.HEAD)
    assert not queue(people.head)
    with pytest.raises(PermissionDenied):
        claims.accept(claim, by=people.head)


def test_a_return_needs_a_reason_and_lets_the_unit_ask_again(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    claim = asked(row, people)
    with pytest.raises(ValidationError, match="lý do"):
        claims.send_back(claim, by=people.office, note=" ")
    claims.send_back(claim, by=people.office, note="Ảnh chưa rõ")
    claims.send_back(claim, by=people.office, note="Ảnh chưa rõ")
    assert Notice.objects.get(user=people.clerk, kind=NoticeKind.RETURNED).note == "Ảnh chưa rõ"
    with pytest.raises(ValidationError, match="trả lại lúc"):
        claims.accept(claim, by=people.head)
    assert asked(row, people).state == ClaimState.ASKED


def test_what_was_taken_back_is_not_accepted_any_more(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    claim = asked(row, people)
    claims.take_back(claim, by=people.principal)
    claims.take_back(claim, by=people.principal)
    with pytest.raises(ValidationError, match="đã rút"):
        claims.accept(claim, by=people.office)
    assert state(row) == ObligationState.OPEN
    assert not Notice.objects.unread().filter(user=people.office).exists()


@pytest.mark.usefixtures("two_products")
def test_evidence_that_was_cancelled_meanwhile_is_not_accepted(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    shown = did(row, people.clerk)
    claim = claims.ask(row, by=people.clerk, deliveries={BULLETIN.key: [shown]})
    activities.cancel(shown, reason="Ghi nhầm", by=people.clerk)
    with pytest.raises(ValidationError, match="bị hủy hoặc gỡ"):
        claims.accept(claim, by=people.office)


def test_a_claim_on_work_that_was_excused_meanwhile_is_closed_with_the_reason(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    claim = asked(row, people)
    books.exclude(Obligation.objects.all(), reason="Không có bậc học này", by=people.office)
    claim.refresh_from_db()
    assert claim.state == ClaimState.TAKEN_BACK
    assert "Không có bậc học này" in claim.note
    with pytest.raises(ValidationError, match="đã rút"):
        claims.accept(claim, by=people.office)
    with pytest.raises(ValidationError, match="không phải làm"):
        asked(row, people)
    assert state(row) == ObligationState.EXCLUDED


@pytest.mark.usefixtures("two_products")
def test_the_heir_of_a_unit_asks_only_for_what_was_not_ticked_off(
    tree: Province, people: People, django_user_model: type[User]
) -> None:
    row = owe(tree, tree.thpt)
    shown = did(row, people.clerk)
    claims.accept(claims.ask(row, by=people.clerk, deliveries={BULLETIN.key: [shown]}), by=people.office)
    waiting = claims.ask(row, by=people.clerk, deliveries={LEAFLET.key: [shown]})
    admin = person("quantri", tree.so, Role.ADMIN)
    succession.merge_into([tree.thpt], tree.gdtx, on=TODAY, decision="QĐ số 10", by=admin)
    waiting.refresh_from_db()
    assert waiting.state == ClaimState.TAKEN_BACK
    assert waiting.note
    with pytest.raises(ValidationError, match="không phải làm"):
        claims.ask(row, by=people.office, deliveries={LEAFLET.key: [shown]})
    taken = Obligation.objects.get(unit=tree.gdtx)
    heir = person("gdtx", tree.gdtx, Role.OFFICER)
    proof = did(taken, heir)
    claims.accept(claims.ask(taken, by=heir, deliveries={LEAFLET.key: [proof]}), by=people.office)
    assert state(taken) == ObligationState.MET


@pytest.mark.usefixtures("two_products")
def test_work_that_is_opened_again_has_to_be_shown_anew(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    shown = did(row, people.clerk)
    every = {BULLETIN.key: [shown], LEAFLET.key: [shown]}
    claims.accept(claims.ask(row, by=people.clerk, deliveries=every), by=people.office)
    books.restore(Obligation.objects.all(), by=people.office)
    assert claims.ask(row, by=people.clerk, deliveries=every).state == ClaimState.ASKED


@pytest.mark.parametrize("kind", [ObligationKind.REPORT, ObligationKind.OWN_PLAN])
def test_reports_and_plans_are_done_by_sending_them(tree: Province, people: People, kind: ObligationKind) -> None:
    row = owe(tree, tree.thpt, kind=kind)
    with pytest.raises(ValidationError, match="không cần đề nghị"):
        asked(row, people)


def test_who_asked_and_who_accepted_stay_on_record(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    claims.accept(asked(row, people), by=people.office)
    assert [(event.what, event.by) for event in row.events.all()] == [
        ("claimed", people.clerk),
        ("claim_accepted", people.office),
        ("met", people.office),
    ]
    assert set(Entry.objects.values_list("action", "actor__username")) >= {
        ("claimed", "giaovien"),
        ("claim_accepted", "vanphong"),
    }


def test_the_acceptors_and_then_the_asker_are_told(tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    claim = asked(row, people)
    waiting = Notice.objects.unread().filter(kind=NoticeKind.TO_DECIDE)
    assert set(waiting.values_list("user__username", flat=True)) == {"vanphong", "giamdoc"}
    claims.accept(claim, by=people.office)
    assert not waiting.exists()
    assert Notice.objects.get(user=people.clerk).kind == NoticeKind.DECIDED


def test_who_accepts_sees_the_evidence_of_a_unit_that_does_not_stand_below(tree: Province, people: People) -> None:
    neighbour = person("phongban", tree.gdtx, Role.OFFICE)
    row = owe(tree, tree.thpt, asked_by=tree.gdtx)
    shown = did(row, people.clerk)
    assert shown not in Activity.objects.visible_to(neighbour)
    claims.ask(row, by=people.clerk, deliveries={"": [shown]})
    assert shown in Activity.objects.visible_to(neighbour)
    assert did(row, people.clerk, "Việc khác") not in Activity.objects.visible_to(neighbour)
