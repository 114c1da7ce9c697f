"""The urging letter: its form, what it says, and what is asked before it is written."""

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from docx import Document

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import MembershipFactory, UserFactory
from lantoa.ledger.models import Obligation
from lantoa.organisations.factories import Province, UnitFactory, province
from lantoa.oversight.factories import owed
from lantoa.oversight.models import Urging
from tests.html import parse, words

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 7, 10)
LETTER, URGE = "/lam-viec/don-doc/cong-van/", "/lam-viec/don-doc/nhac/"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(dt.datetime(2026, 7, 12, 3, tzinfo=dt.UTC)):
        yield


@pytest.fixture
def tree(client: Client) -> Province:
    tree = province()
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.so))
    return tree


def ids(*rows: Obligation) -> str:
    return ",".join(str(row.pk) for row in rows)


def letter(client: Client, viec: str, **more: Any) -> Any:
    answer = client.post(LETTER, {"viec": viec, "by": "15/07/2026", **more})
    return Document(io.BytesIO(answer.content))


def texts(found: Any) -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs]


def head_of(found: Any) -> str:
    return " ".join(" ".join(cell.text for row in found.tables[0].rows for cell in row.cells).split())


def test_the_letter_has_the_form_of_the_decree(client: Client, tree: Province) -> None:
    found = letter(client, ids(owed(tree.thpt, tree.so, DUE)))
    head = head_of(found)
    assert "ỦY BAN NHÂN DÂN TỈNH AN BÌNH SỞ GIÁO DỤC VÀ ĐÀO TẠO" in head
    assert "V/v đôn đốc thực hiện Báo cáo 6 tháng đầu năm" in head
    assert "Số:" in head
    assert "An Bình, ngày" in head
    body = texts(found)
    assert "Kính gửi: Trường THPT Nguyễn Trãi" in body
    assert any("chậm nhất ngày 15 tháng 7 năm 2026" in line for line in body)
    assert any(line.endswith("./.") for line in body)


def test_a_letter_to_few_says_what_each_owes_and_names_the_one_head(client: Client, tree: Province) -> None:
    head = UserFactory.make(full_name="Lê Văn An")
    MembershipFactory.make(user=head, unit=tree.so, role=Role.HEAD, title="Giám đốc")
    rows = [owed(tree.thpt, tree.so, DUE), owed(tree.gdtx, tree.so, DUE, part="2026", title="Báo cáo năm")]
    found = letter(client, ids(*rows))
    assert "- Trung tâm GDTX tỉnh: Báo cáo năm (hạn 10/07/2026);" in texts(found)
    signature = found.tables[1].rows[0].cells[1].text
    assert "GIÁM ĐỐC" in signature
    assert "Lê Văn An" in signature


def test_a_committee_signs_its_letter_as_a_body(client: Client, tree: Province) -> None:
    client.force_login(UserFactory.make(role=Role.OFFICE, role__unit=tree.xa_dong))
    signature = letter(client, ids(owed(tree.mn_dong, tree.xa_dong, DUE))).tables[1].rows[0].cells[1].text
    assert signature.split("\n")[:2] == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]


def test_many_units_stand_in_a_list_that_is_attached(client: Client, tree: Province) -> None:
    rows = [owed(UnitFactory.make(upper=True, parent=tree.so), tree.so, DUE) for _ in range(7)]
    found = letter(client, ids(*rows))
    assert any("Các đơn vị theo danh sách kèm theo" in text for text in texts(found))
    table = found.tables[-1]
    assert len(table.rows) == 8
    assert table.rows[1].cells[3].text == "10/07/2026"


def test_the_letter_counts_what_is_owed_as_the_page_does(client: Client, tree: Province) -> None:
    rows = [owed(tree.thpt, tree.so, DUE), owed(tree.thpt, tree.so, DUE, part="2026", title="Báo cáo năm")]
    rows += [owed(tree.gdtx, tree.so, DUE)]
    assert "2 đơn vị còn nợ 3 việc" in words(parse(client.post(URGE, {"viec": ids(*rows)})))
    assert any("còn 02 đơn vị chưa hoàn thành 03 việc, hạn" in text for text in texts(letter(client, ids(*rows))))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2027", "Không có ngày 31 trong “31/02/2027”: tháng 2 năm 2027 chỉ có 28 ngày."),
        ("thứ sáu tới", "Không đọc được ngày “thứ sáu tới”"),
        ("11/07/2026", "Ngày 11/07/2026 đã qua. Ghi hạn từ hôm nay trở đi."),
        ("05/11/2062", "Hạn 05/11/2062 quá xa. Kiểm tra lại năm."),
    ],
)
def test_a_deadline_that_cannot_be_meant_is_refused_and_no_letter_goes_out(
    client: Client, tree: Province, typed: str, said: str
) -> None:
    viec = ids(owed(tree.thpt, tree.so, DUE))
    answer = client.post(LETTER, {"viec": viec, "by": typed, "text": "Gửi trước 16 giờ."})
    page = parse(answer)
    assert answer.status_code == 422
    assert "Content-Disposition" not in answer
    assert said in words(page)
    assert page.find(".//textarea[@name='text']").text.strip() == "Gửi trước 16 giờ."
    assert not Urging.objects.exists()


def test_the_words_typed_for_the_urging_go_into_the_letter_and_who_is_left_out_does_not(
    client: Client, tree: Province
) -> None:
    rows = [owed(unit, tree.so, DUE) for unit in (tree.thpt, tree.gdtx)]
    typed = {"viec": ids(*rows), "text": "Gửi trước 16 giờ ngày mai.", "bo": str(tree.gdtx.pk)}
    page = parse(client.post(LETTER, typed))
    assert "1 đơn vị còn nợ 1 việc" in words(page)
    assert page.find(".//form[@data-lt-download]") is not None
    given = {name: page.find(f".//*[@name='{name}']") for name in ("viec", "text")}
    found = letter(client, given["viec"].get("value"), text=given["text"].text.strip())
    assert "Kính gửi: Trường THPT Nguyễn Trãi" in texts(found)
    assert "Gửi trước 16 giờ ngày mai." in texts(found)


def test_words_that_say_the_deadline_are_not_said_twice(client: Client, tree: Province) -> None:
    found = letter(client, ids(owed(tree.thpt, tree.so, DUE)), text="Hoàn thành chậm nhất ngày 15/07/2026.")
    assert sum("chậm nhất" in text for text in texts(found)) == 1


@pytest.mark.parametrize("viec", ["", "abc", "1,,x,99999999999999999999999", "0"])
def test_without_anything_owed_there_is_no_letter(client: Client, tree: Province, viec: str) -> None:
    assert client.get(LETTER, {"viec": viec}).status_code == 302
