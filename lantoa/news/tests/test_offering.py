"""A school's article goes up to the department's page: who does what with it, and that it counts once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import Membership, User
from lantoa.audit.edits import EditConflict
from lantoa.ledger.models import Activity
from lantoa.news import claiming, offering
from lantoa.news.correcting import Said
from lantoa.news.enums import OfferState
from lantoa.news.models import Article, Offer
from lantoa.news.tests.desk import School, school, written
from lantoa.news.withdrawing import withdraw
from lantoa.news.writing import Text
from lantoa.notices.models import Notice
from lantoa.organisations.factories import UnitFactory, province
from lantoa.reports import consolidating, flow
from lantoa.reports.factories import Season

pytestmark = pytest.mark.django_db
SPELLING = Said(is_spelling=True)


@pytest.fixture
def at() -> School:
    return school()


@pytest.fixture
def article(at: School) -> Article:
    return published(at)


@pytest.fixture
def sent(at: School, article: Article) -> Offer:
    return offering.offer(article, by=at.teacher)


def published(at: School) -> Article:
    made = written(at)
    made.submit(by=at.teacher)
    made.approve(by=at.head)
    return made


def told(user: User, words: str) -> bool:
    return Notice.objects.filter(user=user, text__contains=words).exists()


def text_of(article: Article, **other: str) -> Text:
    return Text(**{"title": article.title, "lead": article.lead, "body": article.body, **other})


def test_it_goes_to_the_nearest_page_that_has_editors(at: School):
    middle = UnitFactory.make(commune=True, parent=at.top)
    below = UnitFactory.make(upper=True, parent=middle)
    people = [UserFactory.make(role=role, role__unit=below) for role in (Role.OFFICER, Role.HEAD)]
    article = published(School(at.top, below, *people, at.editor))
    assert offering.next_page(article) == at.top
    UserFactory.make(role=Role.EDITOR, role__unit=middle)
    assert offering.next_page(article) == middle
    offering.accept(offering.offer(article, by=people[0]), by=at.editor)
    assert offering.next_page(article) == at.top


def test_the_editors_are_told_and_the_article_waits_once(at: School, article: Article, sent: Offer):
    assert told(at.editor, "Bài gửi lên")
    assert offering.offer(article, by=at.teacher).pk == sent.pk
    assert Offer.objects.count() == 1
    assert offering.next_page(article) is None


def test_a_draft_is_not_sent_up(at: School):
    with pytest.raises(ValidationError, match="đang đăng"):
        offering.offer(written(at), by=at.teacher)


def test_taken_over_it_stands_on_the_page_with_its_writers_name(at: School, article: Article, sent: Offer):
    offering.accept(sent, by=at.editor, is_featured=True)
    found = Article.objects.live().on_page_of(at.top).get()
    assert (found.unit, found.created_by) == (at.unit, at.teacher)
    assert told(at.teacher, "Đã đăng lên trang")
    assert told(at.head, "Đã đăng lên trang")


def test_one_article_sent_up_counts_once_for_the_school_and_once_in_the_sum():
    tree = province()
    season = Season(tree, tree.so, tree.thpt)
    people = [UserFactory.make(role=role, role__unit=tree.thpt) for role in (Role.OFFICER, Role.HEAD)]
    at = School(tree.so, tree.thpt, *people, UserFactory.make(role=Role.EDITOR, role__unit=tree.so))
    article = published(at)
    Activity.objects.update(on=dt.date(2026, 3, 2))
    offering.accept(offering.offer(article, by=at.teacher), by=at.editor)
    report = season.report(tree.thpt)
    flow.submit(report, by=at.teacher)
    flow.approve(report, by=at.head)
    flow.accept(report, by=season.office)
    consolidating.start(season.report(tree.so), by=season.office)
    figures = [season.report(unit).values.get(indicator=season.articles).value for unit in (tree.thpt, tree.so)]
    assert figures == [1, 1]
    assert Activity.objects.count() == 1


def test_a_return_tells_the_writer_and_the_head_why(at: School, sent: Offer):
    with pytest.raises(ValidationError, match="lời nhắn"):
        offering.send_back(sent, by=at.editor, note=" ")
    offering.send_back(sent, by=at.editor, note="Thiếu ảnh")
    told_of = Notice.objects.filter(text__startswith="Trả lại bài gửi lên", note="Thiếu ảnh")
    assert {one.user for one in told_of} == {at.teacher, at.head}
    assert Article.objects.live().on_page_of(at.unit).exists()


def test_after_a_return_it_may_be_sent_again(at: School, article: Article, sent: Offer):
    offering.send_back(sent, by=at.editor, note="Thiếu ảnh")
    again = offering.offer(article, by=at.teacher)
    assert (again.pk, again.state, again.decided_by) == (sent.pk, OfferState.OFFERED, None)


def test_an_editors_change_is_a_version_and_the_school_hears_what(at: School, article: Article, sent: Offer):
    text = text_of(article, title="Ngày hội đọc sách năm 2026")
    kept = offering.mend(sent, text, Said("Thêm năm vào tên."), version=article.version, by=at.editor)
    assert kept is not None
    assert (kept.by, kept.note) == (at.editor, f"Ban biên tập {at.top.label} sửa")
    notice = Notice.objects.get(user=at.teacher, text__startswith="Ban biên tập đã sửa")
    assert notice.note.startswith("Đã sửa tiêu đề. ")
    now = Article.objects.get()
    assert now.title == "Ngày hội đọc sách năm 2026"
    assert now.corrections.get().text == "Thêm năm vào tên."
    assert now.corrected_at is not None


def test_an_editor_changes_no_words_unsaid(at: School, article: Article, sent: Offer):
    def mend(said: Said, **other: str) -> None:
        fresh = Offer.objects.get()
        offering.mend(fresh, text_of(fresh.article, **other), said, version=fresh.article.version, by=at.editor)

    with pytest.raises(ValidationError, match="đính chính"):
        mend(Said(), lead="Tóm tắt khác.")
    with pytest.raises(ValidationError, match=r"đổi số liệu \(2027\)"):
        mend(SPELLING, title="Ngày hội đọc sách 2027")
    mend(SPELLING, lead="Tóm tắt!")
    assert not article.corrections.exists()


def test_of_two_editors_at_once_the_second_sees_what_the_first_did(at: School, article: Article, sent: Offer):
    other = UserFactory.make(role=Role.EDITOR, role__unit=at.top)
    version = article.version
    offering.mend(sent, text_of(article, lead="Bản của người thứ nhất."), SPELLING, version=version, by=at.editor)
    late = Offer.objects.select_related("article__unit", "portal_unit").get(pk=sent.pk)
    with pytest.raises(EditConflict):
        offering.mend(late, text_of(article, lead="Bản của người thứ hai."), SPELLING, version=version, by=other)
    stale = Offer.objects.get(pk=sent.pk)
    offering.accept(sent, by=at.editor)
    with pytest.raises(ValidationError, match="đã có người quyết định"):
        offering.send_back(stale, by=other, note="Không nhận")


def test_a_claim_holds_until_its_day(at: School, sent: Offer):
    other = UserFactory.make(role=Role.EDITOR, role__unit=at.top)
    offering.claim(sent, by=at.editor)
    with pytest.raises(ValidationError, match="đã nhận xem"):
        offering.claim(Offer.objects.get(pk=sent.pk), by=other)
    Offer.objects.update(claim_due=timezone.localdate() - dt.timedelta(days=1))
    late = Offer.objects.get(pk=sent.pk)
    assert claiming.is_overdue(late)
    offering.claim(late, by=other)
    assert Offer.objects.get().claimed_by == other


def test_an_editor_who_lost_the_role_holds_nothing_and_decides_nothing(at: School, sent: Offer):
    other = UserFactory.make(role=Role.EDITOR, role__unit=at.top)
    offering.claim(sent, by=at.editor)
    Membership.objects.filter(user=at.editor).update(valid_to=timezone.localdate() - dt.timedelta(days=1))
    gone = User.objects.get(pk=at.editor.pk)
    with pytest.raises(PermissionDenied):
        offering.accept(sent, by=gone)
    offering.claim(Offer.objects.get(pk=sent.pk), by=other)
    assert Offer.objects.get().claimed_by == other


def test_withdrawn_by_its_unit_it_waits_for_no_editor(at: School, article: Article, sent: Offer):
    offering.claim(sent, by=at.editor)
    withdraw(article, note="Sai số liệu", by=at.head)
    assert Offer.objects.get().state == OfferState.WITHDRAWN
    assert told(at.editor, "Đơn vị đã gỡ bài đang xem")
    with pytest.raises(ValidationError):
        offering.accept(Offer.objects.get(), by=at.editor)


def test_the_unit_takes_back_what_waits(at: School, article: Article, sent: Offer):
    offering.take_back(sent, by=at.teacher)
    assert offering.next_page(article) == at.top


def test_removed_with_a_reason_it_stays_on_its_units_page(at: School, article: Article, sent: Offer):
    offering.accept(sent, by=at.editor)
    offering.remove(sent, by=at.editor, reason="Trùng bài của Sở")
    assert not Article.objects.live().on_page_of(at.top).exists()
    assert Article.objects.live().on_page_of(at.unit).exists()
    assert told(at.teacher, "Đã gỡ khỏi trang")


def test_a_head_of_the_school_does_not_decide_for_the_portal(at: School, sent: Offer):
    for person in (at.teacher, at.head):
        with pytest.raises(PermissionDenied):
            offering.accept(sent, by=person)
