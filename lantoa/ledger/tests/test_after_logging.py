"""What a person finds right after logging, and who may take evidence away."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from lantoa.ledger import activities, claims, counted_in, products
from lantoa.ledger.counted_in import Counted
from lantoa.ledger.enums import Rhythm
from lantoa.ledger.models import Activity
from lantoa.ledger.tests.working import BULLETIN, LEAFLET, People, did, owe
from lantoa.organisations.factories import Province, province
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree() -> Province:
    return province()


@pytest.fixture
def people(tree: Province) -> People:
    return People(tree)


@pytest.fixture
def _two_products(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(products, "providers", [lambda rows: {row.pk: [BULLETIN, LEAFLET] for row in rows}])


@pytest.fixture
def _accepted_report(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Counted("Báo cáo năm 2026 của trường", "/lam-viec/bao-cao/7/")
    monkeypatch.setattr(counted_in, "providers", [lambda _: [report]])


def steps(client: PageClient, logged: Activity) -> list[tuple[str, str]]:
    """The buttons of the notice right after logging."""
    page = parse(client.get(f"{logged.get_absolute_url()}?vua-ghi=1"))
    notice = page.find(".//div[@class='notice notice--positive logged']")
    assert "Đã ghi." in words(notice)
    return [(words(one).strip(), one.get("href")) for one in notice.iter("a")]


def test_after_logging_one_may_ask_acceptance_of_the_task_it_served(
    client: PageClient, tree: Province, people: People
) -> None:
    row = owe(tree, tree.thpt)
    logged = did(row, people.clerk)
    client.force_login(people.clerk)
    assert steps(client, logged)[0] == (
        "Đề nghị nghiệm thu",
        f"/lam-viec/viec/{row.pk}/de-nghi/?hoat-dong={logged.pk}",
    )
    assert "Đã ghi." not in words(parse(client.get(logged.get_absolute_url())))


def test_the_same_activity_logged_again_is_pointed_out(client: PageClient, tree: Province, people: People) -> None:
    row = owe(tree, tree.thpt)
    first, again = did(row, people.clerk), did(row, people.clerk)
    client.force_login(people.clerk)
    assert first.get_absolute_url() in [address for _, address in steps(client, again)]
    assert again.get_absolute_url() not in [address for _, address in steps(client, first)]
    Activity.objects.filter(pk=first.pk).update(on=first.on - dt.timedelta(days=1))
    assert first.get_absolute_url() not in [address for _, address in steps(client, again)]


@pytest.mark.usefixtures("_two_products")
def test_a_promised_product_wants_a_photo_before_it_is_put_forward(
    client: PageClient, tree: Province, people: People
) -> None:
    logged = did(owe(tree, tree.thpt), people.clerk, photo=False)
    client.force_login(people.clerk)
    assert steps(client, logged)[0] == ("Thêm ảnh minh chứng", f"/lam-viec/hoat-dong/{logged.pk}/sua/")


def test_a_task_that_goes_on_or_waits_for_a_word_is_not_asked_about(
    client: PageClient, tree: Province, people: People
) -> None:
    monthly = did(owe(tree, tree.thpt, "Đăng bài hằng tháng", rhythm=Rhythm.MONTHLY), people.clerk)
    waiting = owe(tree, tree.thpt, "Họp phụ huynh")
    claims.ask(waiting, by=people.clerk, text="Đã xong")
    client.force_login(people.clerk)
    for logged in (monthly, did(waiting, people.clerk, "Họp tổ")):
        assert [verb for verb, _ in steps(client, logged)] == ["Ghi hoạt động khác", "Về việc cần làm"]


@pytest.mark.usefixtures("_two_products")
def test_the_claim_that_follows_is_filled_in_with_what_was_logged(
    client: PageClient, tree: Province, people: People
) -> None:
    row = owe(tree, tree.thpt)
    did(row, people.clerk, "Họp khác")
    leaflets = did(row, people.clerk, "Phát tờ rơi")
    Activity.objects.filter(pk=leaflets.pk).update(kind="print_run")
    client.force_login(people.clerk)
    page = parse(client.get(reverse("ledger:claim_new", args=[row.pk]), {"hoat-dong": leaflets.pk}))
    ticked = [(one.get("name"), one.get("value")) for one in page.xpath("//input[@checked]")]
    assert ticked == [("minh_chung_1", str(leaflets.pk))]


def test_the_office_sees_a_schools_evidence_and_cannot_take_it_away(
    client: PageClient, tree: Province, people: People
) -> None:
    logged = did(owe(tree, tree.thpt), people.clerk)
    client.force_login(people.office)
    page = words(parse(client.get(logged.get_absolute_url())))
    assert "Hủy hoạt động" not in page
    assert "Bỏ" not in page
    assert "Sửa, thêm ảnh" not in page
    with pytest.raises(PermissionDenied):
        activities.cancel(logged, reason="Nhầm", by=people.office)
    with pytest.raises(PermissionDenied):
        activities.remove_file(logged.files.get(), by=people.office)


@pytest.mark.usefixtures("_accepted_report")
def test_what_an_accepted_report_counts_stays_and_the_page_says_how_to_correct_it(
    client: PageClient, tree: Province, people: People
) -> None:
    logged = did(owe(tree, tree.thpt), people.clerk)
    client.force_login(people.clerk)
    page = words(parse(client.get(logged.get_absolute_url())))
    assert "Đã tính vào Báo cáo năm 2026 của trường được chấp nhận" in page
    assert "Đính chính" in page
    assert "Hủy hoạt động ghi nhầm" not in page
    refused = client.post(reverse("activities:file_remove", args=[logged.files.get().pk]), follow=True)
    assert "Mở báo cáo, chọn “Đính chính”" in words(parse(refused))
    with pytest.raises(ValidationError, match="Đã tính vào"):
        activities.cancel(logged, reason="Nhầm", by=people.clerk)
    assert logged.files.exists()
