import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.ledger import books
from lantoa.ledger.enums import ObligationKind, ObligationState
from lantoa.ledger.models import CalendarDay, Obligation
from lantoa.organisations import succession
from lantoa.organisations.factories import Province, province
from lantoa.organisations.models import Unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def tree() -> Province:
    return province()


def person(username: str, unit: Unit, role: Role) -> User:
    user = User.objects.create_user(username, full_name=username)
    Membership.objects.create(user=user, unit=unit, role=role, valid_from=dt.date(2020, 1, 1))
    return user


@pytest.fixture
def office(tree: Province) -> User:
    return person("vanphong", tree.so, Role.OFFICE)


@pytest.fixture
def school(tree: Province) -> User:
    return person("truong", tree.thpt, Role.OFFICER)


def owe(tree: Province, unit: Unit, title: str, due: dt.date | None = TODAY, part: str = "") -> Obligation:
    debt = books.Debt(
        unit_id=unit.pk,
        kind=ObligationKind.REPORT,
        subject=tree.so,
        title=title,
        part=part or title[:30],
        due_on=due,
        is_waiting=due is None,
    )
    books.owe([debt], asked_by=tree.so.pk, origin=tree.so, on=dt.date(2026, 1, 1))
    return Obligation.objects.get(unit=unit, title=title)


def shown(client: Client, **query: str) -> str:
    return client.get(reverse("ledger:list"), query).content.decode()


def test_a_school_sees_what_it_owes_and_nothing_of_its_neighbour(client: Client, tree: Province, school: User) -> None:
    owe(tree, tree.thpt, "Báo cáo của mình")
    owe(tree, tree.gdtx, "Báo cáo của trung tâm")
    client.force_login(school)
    page = shown(client)
    assert "Báo cáo của mình" in page
    assert "Báo cáo của trung tâm" not in page


def test_words_without_accents_find_words_with_them(client: Client, tree: Province, office: User) -> None:
    owe(tree, tree.thpt, "Đăng tin về thủ tục")
    owe(tree, tree.gdtx, "Niêm yết mã QR")
    client.force_login(office)
    page = shown(client, q="dang tin thu tuc")
    assert "Đăng tin về thủ tục" in page
    assert "Niêm yết mã QR" not in page


@pytest.mark.parametrize(
    ("state", "title"),
    [("", "Sắp đến"), ("qua-han", "Đã trễ"), ("cho-ngay", "Chờ ngày"), ("xong", "Làm rồi"), ("tat-ca", "Làm rồi")],
)
def test_the_filter_by_state_shows_that_state(
    client: Client, tree: Province, office: User, state: str, title: str
) -> None:
    owe(tree, tree.thpt, "Sắp đến", TODAY + dt.timedelta(days=3))
    owe(tree, tree.thpt, "Đã trễ", TODAY - dt.timedelta(days=3))
    owe(tree, tree.thpt, "Chờ ngày", None)
    owe(tree, tree.thpt, "Làm rồi")
    books.meet(Obligation.objects.filter(title="Làm rồi"), on=TODAY, by=office)
    client.force_login(office)
    page = shown(client, tinh_trang=state)
    assert title in page
    assert ("Làm rồi" in page) == (state in ("xong", "tat-ca"))


def test_a_filter_that_is_no_date_says_so_and_shows_the_list(client: Client, tree: Province, office: User) -> None:
    owe(tree, tree.thpt, "Báo cáo")
    client.force_login(office)
    assert "Báo cáo" in shown(client, den_ngay="mai")


@pytest.mark.parametrize("unit", ["²", "9" * 5000, "-1", "một"])
def test_a_unit_in_the_address_that_is_none_leaves_the_list_as_it_is(
    client: Client, tree: Province, office: User, unit: str
) -> None:
    owe(tree, tree.thpt, "Báo cáo")
    client.force_login(office)
    assert "Báo cáo" in shown(client, dv=unit)


def test_a_search_of_a_thousand_words_is_answered(client: Client, tree: Province, office: User) -> None:
    owe(tree, tree.thpt, "Báo cáo")
    client.force_login(office)
    assert "Không có việc nào khớp" in shown(client, q="công văn " * 1000)


def test_the_list_asks_as_many_queries_for_ten_rows_as_for_two(client: Client, tree: Province, office: User) -> None:
    client.force_login(office)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            shown(client)
        return len(captured)

    owe(tree, tree.thpt, "Việc 1")
    owe(tree, tree.gdtx, "Việc 2")
    two = queries()
    for number, unit in enumerate((tree.khtc, tree.xa_dong, tree.xa_tay, tree.mn_dong, tree.mn_tay, tree.th_dong)):
        owe(tree, unit, f"Việc khác {number}")
    assert queries() == two


def test_the_month_asks_as_many_queries_for_ten_duties_as_for_two(client: Client, tree: Province, office: User) -> None:
    client.force_login(office)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("ledger:calendar"))
        return len(captured)

    owe(tree, tree.thpt, "Việc 1")
    owe(tree, tree.gdtx, "Việc 2")
    queries()
    two = queries()
    for number in range(8):
        owe(tree, tree.thpt, f"Việc khác {number}")
    assert queries() == two


def test_the_office_excuses_a_unit_with_a_reason_that_stands_on_the_page(
    client: Client, tree: Province, office: User
) -> None:
    row = owe(tree, tree.thpt, "Báo cáo")
    client.force_login(office)
    empty = client.post(reverse("ledger:exclusion", args=[row.pk]), {"reason": ""})
    assert empty.status_code == 422
    client.post(reverse("ledger:exclusion", args=[row.pk]), {"reason": "Trường không có bậc học này"})
    row.refresh_from_db()
    assert row.state == ObligationState.EXCLUDED
    page = client.get(reverse("ledger:detail", args=[row.pk])).content.decode()
    assert "Trường không có bậc học này" in page
    client.post(reverse("ledger:reopening", args=[row.pk]))
    row.refresh_from_db()
    assert row.state == ObligationState.OPEN


def test_what_is_done_is_not_excused_and_the_office_is_told(client: Client, tree: Province, office: User) -> None:
    row = owe(tree, tree.thpt, "Báo cáo")
    books.meet(Obligation.objects.all(), on=TODAY, by=office)
    client.force_login(office)
    answer = client.post(reverse("ledger:exclusion", args=[row.pk]), {"reason": "Không có bậc học"}, follow=True)
    assert "Mở lại việc trước" in answer.content.decode()
    row.refresh_from_db()
    assert row.state == ObligationState.MET


@pytest.fixture
def closed(tree: Province, office: User) -> Obligation:
    """What a unit owed that was dissolved in mid-year."""
    row = owe(tree, tree.gdtx, "Báo cáo sơ kết")
    succession.dissolve([tree.gdtx], on=TODAY - dt.timedelta(days=1), decision="QĐ số 10", by=office)
    return row


def test_the_work_of_a_dissolved_unit_stays_to_be_read_with_its_reason(
    client: Client, office: User, closed: Obligation
) -> None:
    client.force_login(office)
    assert "Báo cáo sơ kết" not in shown(client)
    assert "Báo cáo sơ kết" in shown(client, tinh_trang="khong-phai-lam")
    page = client.get(reverse("ledger:detail", args=[closed.pk])).content.decode()
    assert "giải thể từ" in page
    assert "Mở lại việc này" not in page


def test_the_work_of_a_dissolved_unit_is_not_opened_again(client: Client, office: User, closed: Obligation) -> None:
    client.force_login(office)
    answer = client.post(reverse("ledger:reopening", args=[closed.pk]), follow=True)
    assert "đã thôi hoạt động" in answer.content.decode()
    closed.refresh_from_db()
    assert closed.state == ObligationState.EXCLUDED


def test_a_change_of_units_says_beforehand_what_becomes_of_their_work(client: Client, tree: Province) -> None:
    client.force_login(person("quantri", tree.so, Role.ADMIN))
    owe(tree, tree.gdtx, "Báo cáo sơ kết")
    owe(tree, tree.gdtx, "Báo cáo tổng kết")
    address = reverse("organisations:change", args=[tree.gdtx.pk])
    given = {"on": f"{TODAY:%d/%m/%Y}", "decision": "QĐ số 10"}
    page = client.post(f"{address}?hinh-thuc=dissolve", given).content.decode()
    assert f"2 việc chưa xong của {tree.gdtx.label} sẽ không còn phải làm" in page
    page = client.post(f"{address}?hinh-thuc=merge_into", {**given, "into": tree.thpt.code}).content.decode()
    assert f"2 việc chưa xong của {tree.gdtx.label} chuyển sang {tree.thpt.label}" in page
    assert Obligation.objects.pending().count() == 2


def test_the_calendar_shows_a_day_that_the_office_declared_a_holiday(
    client: Client, tree: Province, office: User
) -> None:
    CalendarDay.objects.create(day=dt.date(2027, 5, 4), is_working=False, name="Ngày nghỉ bù của tỉnh")
    owe(tree, tree.thpt, "Báo cáo tháng 5", dt.date(2027, 5, 12))
    client.force_login(office)
    page = client.get(reverse("ledger:calendar"), {"thang": "2027-05"}).content.decode()
    assert "Ngày nghỉ bù của tỉnh" in page
    assert "Báo cáo tháng 5" in page


@pytest.mark.parametrize("month", ["2027-13", "năm sau", "", "99999-01", "0000-00", "0001-01", "9999-12"])
def test_a_month_that_does_not_exist_shows_this_month(client: Client, office: User, month: str) -> None:
    client.force_login(office)
    assert client.get(reverse("ledger:calendar"), {"thang": month}).status_code == 200


def test_the_same_work_of_many_units_is_one_line_of_a_day(client: Client, tree: Province, office: User) -> None:
    for unit in (tree.thpt, tree.gdtx, tree.khtc):
        owe(tree, unit, "Báo cáo năm", dt.date(2027, 5, 12))
    client.force_login(office)
    page = client.get(reverse("ledger:calendar"), {"thang": "2027-05"}).content.decode()
    assert page.count(">Báo cáo năm</a>") == 1
    assert "0/3 đơn vị xong" in page


@pytest.mark.parametrize("day", ["31/12/9999", "01/01/0001"])
def test_a_due_day_in_another_age_is_a_slip_of_the_pen(client: Client, tree: Province, office: User, day: str) -> None:
    row = owe(tree, tree.thpt, "Báo cáo")
    client.force_login(office)
    answer = client.post(reverse("ledger:due", args=[row.pk]), {"due_on": day})
    assert answer.status_code == 422
    assert "Ghi năm từ 1976 đến 2100." in answer.content.decode()


def test_a_month_is_counted_by_the_database_and_not_row_by_row(
    client: Client, tree: Province, office: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for unit in (tree.thpt, tree.gdtx, tree.khtc):
        owe(tree, unit, "Báo cáo năm", dt.date(2027, 5, 12))
    loaded: list[int] = []
    read = Obligation.from_db.__func__  # type: ignore[attr-defined]
    monkeypatch.setattr(Obligation, "from_db", classmethod(lambda *args: loaded.append(1) or read(*args)))
    client.force_login(office)
    assert "0/3 đơn vị xong" in client.get(reverse("ledger:calendar"), {"thang": "2027-05"}).content.decode()
    assert not loaded


def test_the_list_tells_caches_that_a_fragment_is_not_the_page(client: Client, office: User) -> None:
    client.force_login(office)
    assert "HX-Request" in client.get(reverse("ledger:list")).headers.get("Vary", "")


def shared(first: Obligation, *others: Obligation) -> None:
    Obligation.objects.filter(pk__in=[row.pk for row in others]).update(met_with=first)


def test_a_report_that_two_plans_ask_for_says_that_it_is_one(client: Client, tree: Province, school: User) -> None:
    first, second = (owe(tree, tree.thpt, title) for title in ("Báo cáo quý I", "Báo cáo quý I, gửi Sở"))
    client.force_login(school)
    address = reverse("ledger:detail", args=[first.pk])
    assert "Làm chung một báo cáo" not in shown(client)
    shared(first, second)
    said = f'Làm chung một báo cáo với “<a href="{address}">Báo cáo quý I</a>”'
    assert shown(client).count(said) == 1
    assert said in client.get(reverse("ledger:detail", args=[second.pk])).content.decode()
    assert "Làm chung một báo cáo" not in client.get(address).content.decode()


def test_a_shared_report_of_a_unit_that_one_may_not_see_is_not_linked(
    client: Client, tree: Province, school: User
) -> None:
    mine, foreign = owe(tree, tree.thpt, "Báo cáo của mình"), owe(tree, tree.gdtx, "Báo cáo của trung tâm")
    shared(foreign, mine)
    client.force_login(school)
    page = shown(client)
    assert "Làm chung một báo cáo" in page
    assert "Báo cáo của trung tâm" not in page


def test_many_shared_reports_cost_no_more_questions_than_two(client: Client, tree: Province, school: User) -> None:
    first = owe(tree, tree.thpt, "Báo cáo chung")
    numbers = []
    client.force_login(school)
    for start, end in ((0, 2), (2, 10)):
        shared(first, *[owe(tree, tree.thpt, f"Báo cáo {number}") for number in range(start, end)])
        with CaptureQueriesContext(
            connection,
        ) as asked:
            shown(client)
        numbers.append(len(asked))
    assert numbers[0] == numbers[1]
