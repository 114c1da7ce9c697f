"""Procedures as open data, in the map of the site."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from lantoa.disclosure.factories import DisclosedFactory
from lantoa.legal.factories import LegalDocumentFactory
from lantoa.organisations.factories import UnitFactory
from lantoa.procedures.factories import ProcedureVersionFactory, procedure_in_force
from lantoa.procedures.models import LegalBasis

pytestmark = pytest.mark.django_db
CSV, JSON = "/du-lieu/thu-tuc.csv", "/du-lieu/thu-tuc.json"


def addresses(client: Client, section: str) -> list[str]:
    told = etree.fromstring(client.get(f"/sitemap-{section}.xml").content)
    return [str(one.text).removeprefix("http://testserver") for one in told.iter("{*}loc")]


def test_what_holds_is_in_the_file_with_ways_papers_and_bases(client: Client, settings):
    procedure = procedure_in_force(code="2.002481", exemptions="Miễn cho trẻ khuyết tật.")
    law = LegalDocumentFactory.make(number="43/2019/QH14")
    LegalBasis.objects.create(version=procedure.versions.get(), document=law, part="Điều 3")
    gone = procedure_in_force()
    ProcedureVersionFactory.make(procedure=gone, abolition=True)
    (row,) = csv.DictReader(io.StringIO(client.get(CSV).content.decode("utf-8-sig")))
    assert row["ma_thu_tuc"] == "2.002481"
    assert row["cach_nop"] == "Trực tiếp: 03 ngày làm việc; Không"
    assert row["giay_to"] == "Đơn xin chuyển trường; 1 bản chính"
    assert row["mien_giam"] == "Miễn cho trẻ khuyết tật."
    assert row["can_cu"].startswith("Điều 3 ")
    assert row["duong_dan"] == settings.SITE_URL + procedure.public_url
    told = json.loads(b"".join(client.get(JSON).streaming_content))
    assert [one["ma"] for one in told["dong"]] == [procedure.pk]
    assert [one["ten"] for one in told["cot"]] == list(told["dong"][0]) == list(row)


def test_the_csv_of_procedures_is_described_for_programs(client: Client):
    about = json.loads(client.get("/du-lieu/thu-tuc.csv-metadata.json").content)
    kinds = {one["name"]: one["datatype"] for one in about["tableSchema"]["columns"]}
    assert about["url"].endswith(CSV)
    assert (kinds["ma"], kinds["ap_dung_tu"], kinds["ten"]) == ("integer", "date", "string")


def test_the_file_asks_no_more_for_ten_procedures_than_for_two(client: Client):
    def queries(number: int) -> int:
        for _ in range(number):
            procedure_in_force()
        with CaptureQueriesContext(connection) as asked:
            client.get(CSV)
        return len(asked)

    assert queries(2) == queries(8)


def test_the_map_of_the_site_leads_to_procedures_and_to_what_units_made_public(client: Client):
    procedure, silent = procedure_in_force(), UnitFactory.make()
    row = DisclosedFactory.make()
    assert addresses(client, "thu-tuc") == [procedure.public_url]
    told = addresses(client, "cong-khai")
    assert f"/cong-khai/don-vi/{row.unit_id}/" in told
    assert f"/cong-khai/don-vi/{silent.pk}/" not in told
    assert {"/thu-tuc/", "/cong-khai/"} <= set(addresses(client, "trang"))


def test_a_unit_s_page_leads_to_what_it_makes_public(client: Client):
    unit = UnitFactory.make()
    assert f'href="/cong-khai/don-vi/{unit.pk}/"' in client.get(f"/don-vi/{unit.pk}/").content.decode()
