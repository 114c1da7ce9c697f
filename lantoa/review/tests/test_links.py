"""A head decides by a one-time link, shown on a plan and a report: what arrives by mail, what the page lets one do."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from lantoa.accounts.models import Membership, User
from lantoa.audit.models import Entry
from lantoa.notices.tests.smtp import Mailbox, server
from lantoa.organisations.factories import Province, province
from lantoa.plans.models import Plan
from lantoa.plans.tests.building import PlanBuilder, Staff
from lantoa.reports import flow
from lantoa.reports.factories import Season
from lantoa.review import links
from lantoa.review.enums import ReviewState
from lantoa.review.links import Closed, LinkState
from lantoa.review.models import ApprovalLink
from tests.html import PageClient

pytestmark = pytest.mark.django_db
HEAD = "giamdoc@so.example.vn"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    with server() as box:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", box.port, False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.SITE_URL = "https://lantoa.example.vn"
        yield box


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def staff(tree: Province) -> Staff:
    made = Staff(tree)
    User.objects.filter(pk=made.head.pk).update(email=HEAD)
    made.head.refresh_from_db()
    return made


@pytest.fixture
def plan(tree: Province, staff: Staff) -> Plan:
    """Submitted, waiting for the director."""
    made = PlanBuilder(tree, staff.office).plan
    made.submit(by=staff.office, note="Kính trình")
    return made


def path_in(mailbox: Mailbox, address: str = HEAD) -> str:
    """The address in the newest mail, without the site."""
    text = str(mailbox.to(address)[-1].get_content())
    found = re.search(r"https://lantoa\.example\.vn(/duyet/\S+)", text)
    assert found, text
    return found.group(1)


def fresh(plan: Plan) -> Plan:
    return Plan.objects.get(pk=plan.pk)


def test_the_head_gets_the_address_by_mail_and_the_database_no_token(plan: Plan, staff: Staff, mailbox: Mailbox):
    link = links.send(plan, to=staff.head, by=staff.office)
    token = path_in(mailbox).split("/")[2]
    assert len(token) >= 40
    assert link.digest == links.digest_of(token)
    assert token not in " ".join(map(str, ApprovalLink.objects.values_list().first() or ()))
    assert link.expires_at - link.asked_at == pytest.approx(dt.timedelta(hours=72), abs=dt.timedelta(seconds=5))
    assert not Entry.objects.filter(detail__icontains=token).exists()
    assert "Xin duyệt: Kế hoạch truyền thông" in str(mailbox.to(HEAD)[0]["Subject"])


def test_a_head_reads_and_approves_without_signing_in(plan: Plan, staff: Staff, mailbox: Mailbox, client: PageClient):
    links.send(plan, to=staff.head, by=staff.office)
    path = path_in(mailbox)
    page = client.get(path)
    assert "Mỗi việc đã làm được ghi một lần." in page.content.decode()
    assert fresh(plan).review_state == ReviewState.SUBMITTED
    client.post(f"{path}dong-y/")
    assert fresh(plan).review_state == ReviewState.APPROVED
    step = plan.transitions.last()
    assert step is not None
    assert (step.by, step.note) == (staff.head, "Duyệt qua đường dẫn một lần")
    entry = Entry.objects.get(action="review_by_link")
    assert entry.actor == staff.head
    assert str(staff.office) in entry.text


def test_a_head_returns_with_a_reason_that_the_writer_reads(
    plan: Plan, staff: Staff, mailbox: Mailbox, client: PageClient
):
    links.send(plan, to=staff.head, by=staff.office)
    path = path_in(mailbox)
    assert client.post(f"{path}tra-lai/", {"note": " "}).status_code == 422
    client.post(f"{path}tra-lai/", {"note": "Thiếu kinh phí"})
    assert fresh(plan).return_note == "Thiếu kinh phí (qua đường dẫn một lần)"


def test_a_used_link_says_so_and_does_nothing(plan: Plan, staff: Staff, mailbox: Mailbox, client: PageClient):
    links.send(plan, to=staff.head, by=staff.office)
    path = path_in(mailbox)
    client.post(f"{path}tra-lai/", {"note": "Sửa"})
    again = client.post(f"{path}dong-y/")
    assert again.status_code == 410
    assert "đã dùng" in again.content.decode()
    assert fresh(plan).review_state == ReviewState.RETURNED


def test_what_was_taken_back_and_sent_again_is_not_decided_by_the_old_link(
    plan: Plan, staff: Staff, mailbox: Mailbox, client: PageClient
):
    links.send(plan, to=staff.head, by=staff.office)
    plan.take_back(by=staff.office)
    plan.submit(by=staff.office)
    answer = client.get(path_in(mailbox))
    assert answer.status_code == 410
    assert "rút về" in answer.content.decode()


def test_a_second_link_replaces_the_first(plan: Plan, staff: Staff, mailbox: Mailbox):
    first = links.send(plan, to=staff.head, by=staff.office)
    second = links.send(plan, to=staff.head, by=staff.office)
    assert [links.state_of(one) for one in (first, second)] == [LinkState.SUPERSEDED, LinkState.OPEN]


def test_after_72_hours_the_link_is_over(plan: Plan, staff: Staff, mailbox: Mailbox, client: PageClient):
    link = links.send(plan, to=staff.head, by=staff.office)
    ApprovalLink.objects.filter(pk=link.pk).update(expires_at=timezone.now())
    answer = client.post(f"{path_in(mailbox)}dong-y/")
    assert answer.status_code == 410
    assert "quá hạn" in answer.content.decode()
    assert fresh(plan).review_state == ReviewState.SUBMITTED


def test_a_guessed_address_leads_nowhere(client: PageClient, db: None):
    assert client.get("/duyet/khong-co-that/").status_code == 404
    assert client.post("/duyet/khong-co-that/dong-y/").status_code == 404


def test_whoever_guesses_many_addresses_is_held_up(client: PageClient):
    answers = [client.get(f"/duyet/doan-{number}/").status_code for number in range(61)]
    assert answers[59:] == [404, 429]


def test_a_head_who_lost_the_role_decides_nothing(plan: Plan, staff: Staff, mailbox: Mailbox):
    link = links.send(plan, to=staff.head, by=staff.office)
    Membership.objects.filter(user=staff.head).update(valid_to=timezone.localdate() - dt.timedelta(days=1))
    found = ApprovalLink.objects.get(pk=link.pk)
    with pytest.raises(Closed) as closed:
        links.approve(found)
    assert closed.value.state == LinkState.REFUSED


def test_a_site_with_second_factors_refuses_links_unless_it_says_otherwise(
    plan: Plan, staff: Staff, mailbox: Mailbox, settings: Any
):
    link = links.send(plan, to=staff.head, by=staff.office)
    settings.SECOND_FACTOR_FOR_HEADS = True
    with pytest.raises(ValidationError, match="lớp xác thực thứ hai"):
        links.send(plan, to=staff.head, by=staff.office)
    assert links.state_of(link) == LinkState.REFUSED
    settings.APPROVAL_LINKS_WITHOUT_SECOND_FACTOR = True
    assert links.state_of(link) == LinkState.OPEN


def test_a_mail_that_did_not_go_leaves_no_link(plan: Plan, staff: Staff, mailbox: Mailbox):
    mailbox.refused.add(HEAD)
    with pytest.raises(ValidationError, match="Chưa gửi được thư"):
        links.send(plan, to=staff.head, by=staff.office)
    assert not ApprovalLink.objects.exists()


def test_only_who_writes_for_the_unit_asks(plan: Plan, staff: Staff, mailbox: Mailbox):
    for stranger in (staff.leader, staff.school, staff.head):
        with pytest.raises(PermissionDenied):
            links.send(plan, to=staff.head, by=stranger)
    with pytest.raises(ValidationError, match="không duyệt văn bản này"):
        links.send(plan, to=staff.principal, by=staff.office)


def test_no_page_of_a_link_hands_its_address_on(plan: Plan, staff: Staff, mailbox: Mailbox, client: PageClient):
    links.send(plan, to=staff.head, by=staff.office)
    answer = client.get(path_in(mailbox))
    assert answer["Referrer-Policy"] == "strict-origin"
    assert "no-store" in answer["Cache-Control"]
    assert not re.findall(r'(?:href|src)="https?://', answer.content.decode())


def test_the_button_is_there_for_who_waits_and_gone_for_the_head(plan: Plan, staff: Staff, client: PageClient):
    words = "Gửi đường dẫn duyệt cho thủ trưởng"
    client.force_login(staff.office)
    assert words in client.get(plan.get_absolute_url()).content.decode()
    client.force_login(staff.head)
    assert words not in client.get(plan.get_absolute_url()).content.decode()


def test_the_page_of_sending_shows_whom_and_what_was_sent(
    plan: Plan, staff: Staff, mailbox: Mailbox, client: PageClient
):
    client.force_login(staff.office)
    path = f"/lam-viec/duyet/plans.plan/{plan.pk}/gui-duong-dan/"
    assert "gi…@so.example.vn" in client.get(path).content.decode()
    client.post(path, {"to": staff.head.pk})
    assert len(mailbox.to(HEAD)) == 1
    assert "Còn dùng được" in client.get(path).content.decode()


def test_a_report_is_read_and_sent_up_by_a_link(tree: Province, mailbox: Mailbox, client: PageClient):
    season = Season(tree, tree.thpt)
    User.objects.filter(pk=season.head.pk).update(email=HEAD)
    report = season.report(tree.thpt)
    flow.submit(report, by=season.office)
    links.send(report, to=User.objects.get(pk=season.head.pk), by=season.office)
    path = path_in(mailbox)
    assert "Giải thưởng" in client.get(path).content.decode()
    assert "Duyệt và gửi" in client.get(path).content.decode()
    client.post(f"{path}dong-y/")
    report = season.report(tree.thpt)
    assert report.review_state == ReviewState.APPROVED
    assert report.sent_at is not None
