import datetime as dt
import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.models import User
from lantoa.ledger import claims, comments, products
from lantoa.ledger.enums import ClaimState, ObligationKind, ObligationState
from lantoa.ledger.models import Claim, Comment, Obligation
from lantoa.ledger.tests.working import BULLETIN, LEAFLET, People, did, owe, person
from lantoa.notices.models import Notice, NoticeKind
from lantoa.organisations.factories import Province, province
from lantoa.review.waiting import waiting_for

pytestmark = pytest.mark.django_db
QUEUE = "/lam-viec/viec/cho-nghiem-thu/"


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def people(tree: Province) -> People:
    return People(tree)


@pytest.fixture
def two_products(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [BULLETIN, LEAFLET]
    monkeypatch.setattr(products, "providers", [lambda rows: {row.pk: both for row in rows}])


def page_of(client: Client, row: Obligation, user: User) -> str:
    client.force_login(user)
    return client.get(reverse("ledger:detail", args=[row.pk])).content.decode()


def fresh(user: User) -> User:
    """As on the next request: memberships are read once a request."""
    return User.objects.get(pk=user.pk)


def test_the_page_offers_the_performer_first_to_log_then_to_ask(client: Client, tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    page = page_of(client, row, people.clerk)
    assert f"{reverse('activities:new')}?viec={row.pk}" in page
    assert page.index("Ghi hoạt động cho việc này") < page.index("Đề nghị nghiệm thu")
    did(row, people.clerk)
    page = page_of(client, row, people.clerk)
    assert page.index("Đề nghị nghiệm thu") < page.index("Ghi thêm hoạt động")
    assert "Họp cha mẹ học sinh" in page
    assert "Ghi thêm hoạt động" not in page_of(client, row, people.office)


@pytest.mark.usefixtures("two_products")
def test_a_school_asks_for_one_product_and_the_office_ticks_it_off(
    client: Client, tree: Province, people: People
) -> None:
    row = owe(tree, tree.thpt)
    shown = did(row, people.clerk)
    did(row, people.clerk, "Chưa có gì để xem", photo=False)
    client.force_login(people.clerk)
    address = reverse("ledger:claim_new", args=[row.pk])
    empty = client.post(address, {"text": "Đã xong"})
    assert empty.status_code == 422
    assert "ít nhất một sản phẩm" in empty.content.decode()
    client.post(address, {"minh_chung_0": [shown.pk], "text": "Số tháng 11"})
    page = page_of(client, row, people.office)
    assert "Số tháng 11" in page
    assert reverse("activities:thumb", args=[shown.files.get().pk]) in page
    client.post(reverse("ledger:claim_acceptance", args=[Claim.objects.get().pk]))
    page = page_of(client, row, people.clerk)
    assert "1/2 đã nghiệm thu" in page
    row.refresh_from_db()
    assert row.state == ObligationState.OPEN


def test_a_return_without_a_reason_keeps_the_claim_and_one_with_it_stands_on_the_page(
    client: Client, tree: Province, people: People
) -> None:
    row = owe(tree, tree.thpt)
    claim = claims.ask(row, by=people.clerk, text="Đã xong")
    client.force_login(people.office)
    address = reverse("ledger:claim_return", args=[claim.pk])
    answer = client.post(address, {"note": " "})
    assert answer.status_code == 422
    assert "Ghi lý do trả lại" in answer.content.decode()
    client.post(address, {"note": "Thiếu danh sách người dự"})
    assert "Thiếu danh sách người dự" in page_of(client, row, people.clerk)
    assert [(one.verb, one.why) for one in waiting_for(people.clerk)] == [
        ("Bổ sung", "Trả lại: Thiếu danh sách người dự")
    ]


def test_nothing_to_do_goes_to_the_head_and_is_told_apart(client: Client, tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    client.force_login(people.clerk)
    address = reverse("ledger:nil_new", args=[row.pk])
    assert client.post(address, {"nil_text": ""}).status_code == 422
    client.post(address, {"nil_text": "Trong kỳ không có cuộc thi"})
    page = page_of(client, row, people.principal)
    assert "Xác nhận không phát sinh" in page
    client.post(reverse("ledger:claim_acceptance", args=[Claim.objects.get().pk]))
    assert "Không phát sinh" in page_of(client, row, people.clerk)
    row.refresh_from_db()
    assert row.state == ObligationState.NIL


def test_the_desk_says_how_many_wait_and_since_when(client: Client, tree: Province, people: People) -> None:
    assert waiting_for(fresh(people.office)) == []
    for number in range(3):
        claims.ask(owe(tree, tree.thpt, f"Việc {number}"), by=people.clerk, text="Đã xong")
    assert [one.title for one in waiting_for(fresh(people.office))] == ["3 việc chờ nghiệm thu"]
    client.force_login(people.office)
    assert "3 việc chờ nghiệm thu" in client.get("/lam-viec/").content.decode()
    assert waiting_for(fresh(people.principal)) == []


def test_the_queue_shows_the_longest_waiting_first_and_narrows(client: Client, tree: Province, people: People) -> None:
    other = person("gdtx", tree.gdtx, Role.OFFICER)
    first = claims.ask(owe(tree, tree.thpt, "Việc gửi sau"), by=people.clerk, text="Đã xong")
    older = claims.ask(owe(tree, tree.gdtx, "Việc gửi trước"), by=other, text="Đã xong")
    Claim.objects.filter(pk=older.pk).update(asked_at=first.asked_at - dt.timedelta(days=2))
    client.force_login(people.office)
    page = client.get(QUEUE).content.decode()
    assert page.index("Việc gửi trước") < page.index("Việc gửi sau")
    narrowed = client.get(QUEUE, {"dv": tree.gdtx.pk}).content.decode()
    assert "Việc gửi trước" in narrowed
    assert "Việc gửi sau" not in narrowed
    assert "Không có đề nghị nào khớp" in client.get(QUEUE, {"loai": ObligationKind.REMEDY}).content.decode()


def test_ticked_rows_are_asked_once_more_and_then_accepted_together(
    client: Client, tree: Province, people: People
) -> None:
    asked = [claims.ask(owe(tree, tree.thpt, f"Việc {n}"), by=people.clerk, text="Đã xong") for n in range(3)]
    client.force_login(people.office)
    chosen = {"chon": [str(asked[0].pk), str(asked[1].pk), "²", "9" * 50]}
    address = reverse("ledger:claims_acceptance")
    assert "Nghiệm thu 2 việc" in client.post(address, chosen).content.decode()
    assert Claim.objects.asked().count() == 3
    claims.take_back(asked[1], by=people.clerk)
    done = client.post(address, {**chosen, "xac_nhan": "1"}, follow=True).content.decode()
    assert "Đã nghiệm thu 1 việc" in done
    assert Obligation.objects.filter(state=ObligationState.MET).count() == 1
    assert "Chưa chọn việc nào" in client.post(address, {}, follow=True).content.decode()


def test_who_decides_second_is_told_who_was_first(client: Client, tree: Province, people: People) -> None:
    claim = claims.ask(owe(tree, tree.thpt), by=people.clerk, text="Đã xong")
    claims.accept(claim, by=people.head)
    client.force_login(people.office)
    answer = client.post(reverse("ledger:claim_acceptance", args=[claim.pk]), follow=True).content.decode()
    assert "Giamdoc đã nghiệm thu đề nghị này trước" in answer
    returned = client.post(reverse("ledger:claim_return", args=[claim.pk]), {"note": "Thiếu"}, follow=True)
    assert "Đề nghị này đã nghiệm thu lúc" in returned.content.decode()
    claim.refresh_from_db()
    assert claim.state == ClaimState.ACCEPTED


@pytest.mark.usefixtures("two_products")
def test_queue_and_page_ask_as_many_queries_for_ten_as_for_two(client: Client, tree: Province, people: People) -> None:
    def put_forward(number: int) -> None:
        row = owe(tree, tree.thpt, f"Việc {number}")
        proofs = [did(row, people.clerk, f"Đã làm {n}") for n in range(2)]
        claims.ask(row, by=people.clerk, deliveries={BULLETIN.key: proofs, LEAFLET.key: proofs[:1]})

    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    put_forward(1)
    put_forward(2)
    client.force_login(people.office)
    row = Obligation.objects.get(title="Việc 1")
    detail = reverse("ledger:detail", args=[row.pk])
    client.get(QUEUE)
    two = queries(QUEUE), queries("/lam-viec/"), queries(detail)
    for number in range(3, 11):
        put_forward(number)
        did(row, people.clerk, f"Làm thêm {number}")
        comments.post(row, by=people.clerk, text=f"Lời {number}", form_key=uuid.uuid4())
    more = queries(QUEUE), queries("/lam-viec/"), queries(detail)
    assert more == two


def test_talk_is_said_once_and_the_other_side_hears_it(client: Client, tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    client.force_login(people.clerk)
    form = {"said": "Trường xin lùi sang thứ Hai", "form_key": str(uuid.uuid4())}
    for _ in range(2):
        client.post(reverse("ledger:comment_new", args=[row.pk]), form)
    assert Comment.objects.count() == 1
    heard = Notice.objects.filter(kind=NoticeKind.COMMENT).values_list("user__username", flat=True)
    assert set(heard) == {"vanphong", "giamdoc"}
    assert "Trường xin lùi sang thứ Hai" in page_of(client, row, people.office)
    comments.post(row, by=people.office, text="Đồng ý", form_key=uuid.uuid4())
    assert Notice.objects.filter(user=people.clerk, kind=NoticeKind.COMMENT).count() == 1


def test_one_takes_away_only_ones_own_words(client: Client, tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    said = comments.post(row, by=people.clerk, text="Viết nhầm chỗ", form_key=uuid.uuid4())
    with pytest.raises(PermissionDenied):
        comments.remove(said, by=people.office)
    client.force_login(people.clerk)
    client.post(reverse("ledger:comment_removal", args=[said.pk]))
    page = page_of(client, row, people.office)
    assert "Viết nhầm chỗ" not in page
    assert "Người viết đã gỡ" in page


@pytest.mark.parametrize("text", ["", "  \n", "a" * 4001])
def test_an_empty_or_endless_remark_is_refused(tree: Province, people: People, text: str) -> None:
    with pytest.raises(ValidationError):
        comments.post(owe(tree, tree.thpt), by=people.clerk, text=text, form_key=uuid.uuid4())


def test_a_remark_of_a_stranger_is_refused(tree: Province, people: People) -> None:
    stranger = person("gdtx", tree.gdtx, Role.OFFICER)
    with pytest.raises(PermissionDenied):
        comments.post(owe(tree, tree.thpt), by=stranger, text="Xin hỏi", form_key=uuid.uuid4())


def test_a_follower_reads_what_is_said_and_is_offered_no_field_for_it(
    client: Client, tree: Province, people: People
) -> None:
    leader, row = person("lanhdao", tree.thpt, Role.LEADER), owe(tree, tree.thpt)
    comments.post(row, by=people.clerk, text="Xin lùi một tuần", form_key=uuid.uuid4())
    address = reverse("ledger:comment_new", args=[row.pk])
    page = page_of(client, row, leader)
    assert "Xin lùi một tuần" in page
    assert address not in page
    assert address in page_of(client, row, people.office)


def test_the_page_survives_markup_in_what_people_wrote(client: Client, tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    claims.ask(row, by=people.clerk, text="<script>alert(1)</script>")
    comments.post(row, by=people.clerk, text="<b>đậm</b>\0", form_key=uuid.uuid4())
    page = page_of(client, row, people.office)
    assert "<script>alert" not in page
    assert "<b>đậm" not in page
