"""A second urging of the same, and the words that one starts with."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, province
from lantoa.oversight.factories import owed
from lantoa.oversight.models import Urging
from lantoa.oversight.urging import may_be_urged_by, urge
from lantoa.oversight.wording import first_words
from lantoa.vietnamese.calendar import WorkCalendar
from tests.html import parse, words

pytestmark = pytest.mark.django_db
URGE = "/lam-viec/don-doc/nhac/"
FRIDAY = dt.date(2026, 11, 20)


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def office(tree: Province, client: Client) -> User:
    office = UserFactory.make(full_name="Cô Hằng", role=Role.OFFICE, role__unit=tree.so)
    client.force_login(office)
    return office


@pytest.fixture
def late(tree: Province) -> list[Obligation]:
    return [owed(unit, tree.so, dt.date(2026, 7, 10)) for unit in (tree.thpt, tree.gdtx)]


def form(client: Client, late: list[Obligation]) -> dict[str, Any]:
    """The form as the page gives it."""
    page = parse(client.post(URGE, {"viec": ",".join(str(row.pk) for row in late)}))
    sent = {one.get("name"): one.get("value") for one in page.findall(".//main//input[@type='hidden']")}
    return {**sent, "text": page.find(".//textarea[@name='text']").text}


def test_a_second_urging_says_who_urged_when_and_asks_whether_to_send_again(
    client: Client, tree: Province, office: User, late: list[Obligation]
) -> None:
    assert client.post(URGE, form(client, late)).status_code == 302
    at = timezone.localtime(Urging.objects.get().at)
    page = words(parse(client.post(URGE, {"viec": str(late[0].pk)})))
    assert f"đã đôn đốc lúc {at:%H:%M %d/%m/%Y}, bởi Cô Hằng; vẫn gửi lại?" in page
    assert "Vẫn gửi lại" in page
    assert client.post(URGE, form(client, late)).status_code == 302
    assert Urging.objects.count() == 2


def test_who_was_overtaken_by_a_colleague_is_asked_before_it_goes_out_twice(
    client: Client, tree: Province, office: User, late: list[Obligation]
) -> None:
    mine = form(client, late)
    other = UserFactory.make(full_name="Thầy Minh", role=Role.OFFICE, role__unit=tree.so)
    urge(may_be_urged_by(other), unit=tree.so, by=other, text="Gửi ngay.", form_key=uuid.uuid4())
    answer = client.post(URGE, {**mine, "bo": [str(tree.gdtx.pk)]})
    assert answer.status_code == 422
    page = parse(answer)
    assert "Thầy Minh vừa đôn đốc" in words(page)
    assert page.find(f".//input[@name='bo'][@value='{tree.gdtx.pk}']").get("checked") is not None
    mine["da_biet"] = page.find(".//input[@name='da_biet']").get("value")
    assert client.post(URGE, mine).status_code == 302


def test_an_urging_of_days_ago_is_told_and_not_asked_about(
    client: Client, tree: Province, office: User, late: list[Obligation]
) -> None:
    client.post(URGE, form(client, late))
    Urging.objects.update(at=timezone.now() - dt.timedelta(days=9))
    page = words(parse(client.post(URGE, {"viec": str(late[0].pk)})))
    assert "vẫn gửi lại" not in page
    assert "Đã đôn đốc lúc" in page
    assert form(client, late)["text"].startswith("Đã đôn đốc ngày")


def test_the_words_fit_what_is_owed(tree: Province) -> None:
    late = owed(tree.thpt, tree.so, dt.date(2026, 7, 10))
    coming = owed(tree.gdtx, tree.so, dt.date(2026, 12, 15), part="2026", title="Báo cáo năm")
    undated = owed(tree.th_dong, tree.so, None, part="x", title="Nhiệm vụ khác")

    def said(*rows: Obligation) -> str:
        return first_words(rows, today=FRIDAY, calendar=WorkCalendar())

    assert said(late) == (
        "“Báo cáo 6 tháng đầu năm” đã quá hạn từ ngày 10/07/2026. Đề nghị đơn vị hoàn thành chậm nhất ngày 26/11/2026."
    )
    assert said(coming).startswith("Đề nghị đơn vị hoàn thành đúng hạn “Báo cáo năm”, hạn ngày 15/12/2026.")
    assert said(undated).startswith("Đề nghị đơn vị hoàn thành “Nhiệm vụ khác”.")
    assert "việc đã quá hạn chậm nhất ngày 26/11/2026, việc khác đúng hạn" in said(late, coming)
    assert said() == ""


def test_who_owes_themselves_is_not_offered_to_urge_themselves(client: Client, tree: Province, office: User) -> None:
    own, below = (owed(unit, tree.so, dt.date(2026, 7, 10)) for unit in (tree.so, tree.thpt))
    assert "Đôn đốc đơn vị này" in words(parse(client.get(f"/lam-viec/viec/{below.pk}/")))
    assert "Đôn đốc đơn vị này" not in words(parse(client.get(f"/lam-viec/viec/{own.pk}/")))
