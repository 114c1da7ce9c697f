"""A figure typed over an automatic one: whoever reads the report sees both, and why."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.organisations.factories import province
from lantoa.reports import consolidating, filling, flow
from lantoa.reports.enums import FigureOrigin
from lantoa.reports.factories import Season, log
from lantoa.reports.models import Report
from lantoa.reports.writing import printing
from tests.html import PageClient, parse, words

pytestmark = pytest.mark.django_db

BESIDE = "tự động 3 · lý do: Sổ giấy"


@pytest.fixture
def season() -> Season:
    tree = province()
    return Season(tree, tree.thpt, tree.gdtx)


@pytest.fixture
def report(season: Season) -> Report:
    """The school's report: ten articles typed where three were logged."""
    log(season.tree.thpt, 3)
    found = season.report(season.tree.thpt)
    filling.type_figure(found, season.articles, value=Decimal(10), version=0, by=season.office, note="Sổ giấy")
    return found


def row(client: PageClient, report: Report, season: Season) -> str:
    page = parse(client.get(reverse("reports:report", args=[report.pk])))
    return words(page.find(f".//tr[@id='so-{season.articles.pk}']"))


def test_the_head_and_the_receiver_read_the_automatic_figure_and_the_reason_in_the_row(
    client: PageClient, season: Season, report: Report
) -> None:
    flow.submit(report, by=season.office)
    head: User = UserFactory.make(role=Role.HEAD, role__unit=season.tree.thpt)
    client.force_login(head)
    assert BESIDE in row(client, report, season)
    flow.approve(report, by=head)
    client.force_login(season.office)
    assert BESIDE in row(client, report, season)


def test_a_figure_that_agrees_shows_its_explanation_alone(client: PageClient, season: Season, report: Report) -> None:
    log(season.tree.thpt, 7, on=dt.date(2026, 3, 3))
    flow.submit(report, by=season.office)
    client.force_login(season.office)
    shown = row(client, report, season)
    assert "Sổ giấy" in shown
    assert "tự động 10" not in shown


def test_the_page_that_takes_reports_in_names_what_is_typed_over(
    client: PageClient, season: Season, report: Report
) -> None:
    consolidating.start(season.report(season.tree.so), by=season.office)
    season.accept(season.tree.thpt)
    client.force_login(season.office)
    page = parse(client.get(reverse("reports:consolidate", args=[season.report(season.tree.so).pk])))
    offered = page.find(".//section[@aria-labelledby='cho-dua-vao']")
    assert offered is not None
    assert f"Tin, bài: 10 ({BESIDE})" in words(offered)


def test_paper_and_workbook_say_it_too(season: Season, report: Report) -> None:
    flow.submit(report, by=season.office)
    paper, book = io.BytesIO(), io.BytesIO()
    printing.write_docx(report, paper, shows_origin=True)
    cells = [cell.text for table in Document(paper).tables for line in table.rows for cell in line.cells]
    assert "nhập tay; tự động 3; Sổ giấy" in cells
    printing.write_xlsx(report, book)
    notes = [cell.value for line in load_workbook(book).active.iter_rows() for cell in line]
    assert "tự động 3; Sổ giấy" in notes


def test_the_reason_goes_with_the_typed_figure_that_is_emptied(
    client: PageClient, season: Season, report: Report
) -> None:
    client.force_login(season.office)
    key = f"so-{season.articles.pk}"
    value = report.values.get(indicator=season.articles)
    sent = {key: "", f"ghi-{key}": "Sổ giấy", f"ban-{key}": str(value.version), f"dau-{key}": "khac"}
    client.post(reverse("reports:figure", args=[report.pk, season.articles.pk]), sent)
    value.refresh_from_db()
    assert (value.value, value.origin, value.note) == (3, FigureOrigin.AUTO, "")


def test_a_new_explanation_of_the_automatic_figure_stays(client: PageClient, season: Season, report: Report) -> None:
    client.force_login(season.office)
    key = f"so-{season.articles.pk}"
    value = report.values.get(indicator=season.articles)
    sent = {key: "", f"ghi-{key}": "Ít vì nghỉ hè", f"ban-{key}": str(value.version), f"dau-{key}": "khac"}
    client.post(reverse("reports:figure", args=[report.pk, season.articles.pk]), sent)
    value.refresh_from_db()
    assert (value.origin, value.note) == (FigureOrigin.AUTO, "Ít vì nghỉ hè")
