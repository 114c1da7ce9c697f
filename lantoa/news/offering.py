"""An article sent up to a page above its unit's: offered, claimed, mended, taken over or returned, removed. It stays
one row with its writer's name, so that no report counts it twice (docs/decisions/0023)."""

import datetime as dt

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power, Role
from lantoa.accounts.models import Membership, User
from lantoa.audit.models import record
from lantoa.news import claiming, correcting, events
from lantoa.news.claiming import usual_due
from lantoa.news.correcting import Said
from lantoa.news.enums import OfferState
from lantoa.news.models import Article, ArticleVersion, Offer
from lantoa.news.writing import Text
from lantoa.notices.models import NoticeKind
from lantoa.notices.telling import settle, tell
from lantoa.organisations.models import Unit
from lantoa.review.enums import ReviewState
from lantoa.review.models import approvers_for

STANDING = frozenset({OfferState.OFFERED, OfferState.ACCEPTED})
GONE = "Bài gửi lên đã có người quyết định hoặc đơn vị đã rút lại. Tải lại trang để xem bản mới."


def editors_of(unit: Unit) -> list[User]:
    """Who takes over articles for the page of `unit`."""
    held = Membership.objects.current().filter(unit=unit, role=Role.EDITOR, user__is_active=True)
    return list({one.user_id: one.user for one in held.select_related("user")}.values())


def next_page(article: Article) -> Unit | None:
    """The unit above whose page it may be sent to now: the nearest with editors where it neither waits nor stands."""
    if not article.is_live or article.offers.filter(state=OfferState.OFFERED).exists():
        return None
    above = list(reversed(article.unit.ancestor_ids()))
    taken = set(article.offers.filter(state__in=STANDING).values_list("portal_unit", flat=True))
    held = Membership.objects.current().filter(role=Role.EDITOR, unit__in=above, user__is_active=True)
    edited = set(held.values_list("unit", flat=True)) - taken
    nearest = next((pk for pk in above if pk in edited), None)
    return Unit.objects.get(pk=nearest) if nearest else None


@transaction.atomic
def offer(article: Article, *, by: User, note: str = "") -> Offer:
    """Send a published article up to the next page. Asked twice, the second time changes nothing."""
    access.demand(by, Power.WRITE, article.unit)
    article._locked()
    if known := article.offers.filter(state=OfferState.OFFERED).first():
        return known
    if not article.is_live:
        raise ValidationError("Chỉ gửi lên được bài đang đăng. Đăng bài trên trang của đơn vị trước.")
    page = next_page(article)
    if page is None:
        raise ValidationError("Không còn trang cấp trên nào có ban biên tập để gửi bài này.")
    fresh = {
        "state": OfferState.OFFERED,
        "offered_by": by,
        "offered_at": timezone.now(),
        "claimed_by": None,
        "claim_due": None,
        "decided_by": None,
        "decided_at": None,
        "note": _plain(note),
        "is_featured": False,
    }
    made, _ = Offer.objects.update_or_create(article=article, portal_unit=page, defaults=fresh)
    record("article_offered", by=by, on=article, unit=article.unit, text=f"Gửi “{article}” lên trang {page.label}")
    words = f"{article.unit.label} gửi. {made.note}".strip()
    _tell(made, set(editors_of(page)) - {by}, f"Bài gửi lên: {article}", words, by=by, kind=NoticeKind.TO_DECIDE)
    return made


@transaction.atomic
def take_back(sent: Offer, *, by: User, note: str = "") -> None:
    """The unit takes back what waits for the editors."""
    access.demand(by, Power.WRITE, sent.article.unit)
    _locked(sent, OfferState.OFFERED)
    _decide(sent, OfferState.WITHDRAWN, by=by, note=note)
    if sent.claimed_by:
        _tell(sent, {sent.claimed_by}, f"Đơn vị rút lại bài: {sent.article}", note, by=by)


@transaction.atomic
def claim(sent: Offer, *, by: User, due: dt.date | None = None) -> None:
    """Take it to look at, until a day. A claim that is over, or of somebody who edits no longer, is free."""
    demand_editor(sent, by)
    _locked(sent, OfferState.OFFERED)
    if not is_free(sent, by):
        raise ValidationError(f"{sent.claimed_by} đã nhận xem bài này, hạn {sent.claim_due:%d/%m/%Y}.")
    if due and due < timezone.localdate():
        raise ValidationError("Ngày này đã qua. Chọn từ hôm nay trở đi.")
    sent.claimed_by, sent.claim_due = by, due or usual_due()
    sent.save(update_fields=["claimed_by", "claim_due"])
    text = f"Nhận xem bài gửi lên “{sent.article}”, xong trước ngày {sent.claim_due:%d/%m/%Y}"
    record("offer_claimed", by=by, on=sent.article, unit=sent.portal_unit, text=text)


@transaction.atomic
def release(sent: Offer, *, by: User) -> None:
    """Leave it to the other editors again."""
    demand_editor(sent, by)
    _locked(sent, OfferState.OFFERED)
    if sent.claimed_by_id not in (None, by.pk):
        raise ValidationError(f"Bài do {sent.claimed_by} nhận xem.")
    sent.claimed_by = sent.claim_due = None
    sent.save(update_fields=["claimed_by", "claim_due"])


def is_free(sent: Offer, by: User) -> bool:
    """Whether `by` may claim it: nobody has it, or the claim counts no longer."""
    return claiming.is_free(sent, by, still_decides=lambda one: may_edit(User.objects.get(pk=one.pk), sent))


@transaction.atomic
def mend(sent: Offer, text: Text, said: Said, *, version: int, by: User) -> ArticleVersion | None:
    """An editor changes the text, of which readers are told as of a correction: a version of the same article, and the
    school is told what is other now. None where nothing is. Raises EditConflict where somebody saved it meanwhile."""
    demand_editor(sent, by)
    _locked(sent, *STANDING)
    article = sent.article
    before = Text(article.title, article.lead, article.body)
    note = f"Ban biên tập {sent.portal_unit.label} sửa"
    correcting.change_published(article, text, said, version=version, by=by, note=note)
    changed = what_changed(before, article)
    kept: ArticleVersion | None = article.versions.first()
    if not changed or kept is None:
        return None
    record("offer_mended", by=by, on=article, unit=sent.portal_unit, text=f"Sửa {changed} của “{article}”")
    words = f"Đã sửa {changed}. Xem từng chỗ: {article.get_absolute_url()}cac-ban/{kept.number}/"
    _tell(sent, writers_of(sent), f"Ban biên tập đã sửa: {article}", words, by=by)
    events.tell(events.on_changed, article)
    return kept


def what_changed(before: Text, article: Article) -> str:
    """Which parts are other now, in words; empty where none is."""
    pairs = ((before.title, article.title, "tiêu đề"), (before.lead, article.lead, "tóm tắt"))
    parts = [name for old, new, name in (*pairs, (before.body, article.body, "nội dung")) if old != new]
    return ", ".join(parts)


@transaction.atomic
def accept(sent: Offer, *, by: User, is_featured: bool = False) -> None:
    """Take it over: it stands on the page, with its writer's name."""
    demand_editor(sent, by)
    _locked(sent, OfferState.OFFERED)
    if not sent.article.is_live:
        raise ValidationError("Bài không còn đăng trên trang của đơn vị nên không đưa lên được.")
    sent.is_featured = is_featured
    _decide(sent, OfferState.ACCEPTED, by=by)
    events.tell(events.on_changed, sent.article)
    _tell(sent, writers_of(sent), f"Đã đăng lên trang {sent.portal_unit.label}: {sent.article}", "", by=by)


@transaction.atomic
def feature(sent: Offer, *, by: User, is_featured: bool) -> None:
    """Put it first on the page, or among the others again."""
    demand_editor(sent, by)
    _locked(sent, OfferState.ACCEPTED)
    sent.is_featured = is_featured
    sent.save(update_fields=["is_featured"])
    events.tell(events.on_changed, sent.article)


@transaction.atomic
def send_back(sent: Offer, *, by: User, note: str) -> None:
    """Return with a note, which the writer and the head get. The article stays on its unit's page."""
    demand_editor(sent, by)
    _demand_note(note, "Ghi lời nhắn để đơn vị biết vì sao bài chưa được nhận.")
    _locked(sent, OfferState.OFFERED)
    _decide(sent, OfferState.RETURNED, by=by, note=note)
    _tell(sent, writers_of(sent), f"Trả lại bài gửi lên: {sent.article}", note, by=by, kind=NoticeKind.RETURNED)


@transaction.atomic
def remove(sent: Offer, *, by: User, reason: str) -> None:
    """Take it from the page again; its unit is told why."""
    demand_editor(sent, by)
    _demand_note(reason, "Ghi lý do gỡ khỏi cổng để đơn vị biết.")
    _locked(sent, OfferState.ACCEPTED)
    sent.is_featured = False
    _decide(sent, OfferState.REMOVED, by=by, note=reason)
    events.tell(events.on_changed, sent.article)
    _tell(sent, writers_of(sent), f"Đã gỡ khỏi trang {sent.portal_unit.label}: {sent.article}", reason, by=by)


def withdrawn_below(article: Article) -> None:
    """The unit withdrew the article: it waits for no editor any more, and stands on no page above (`news.events`)."""
    if article.review_state != ReviewState.WITHDRAWN:
        return
    for sent in article.offers.filter(state__in=STANDING).select_related("claimed_by", "portal_unit", "article__unit"):
        note = f"Đơn vị đã gỡ bài: {article.withdrawn_note or article.moved_to}"
        if sent.claimed_by:
            _tell(sent, {sent.claimed_by}, f"Đơn vị đã gỡ bài đang xem: {article}", note, by=None)
        sent.state, sent.note, sent.is_featured = OfferState.WITHDRAWN, note, False
        sent.save(update_fields=["state", "note", "is_featured"])
        settle(sent.get_absolute_url(), NoticeKind.TO_DECIDE)


def writers_of(sent: Offer) -> set[User]:
    """The author, who sent it up, and the heads of the unit."""
    heads = {held.user for held in approvers_for(sent.article.unit)[0] if held.unit_id == sent.article.unit_id}
    return heads | {sent.article.created_by, sent.offered_by}


def may_edit(user: User, sent: Offer) -> bool:
    return access.may(user, Power.EDIT_NEWS, sent.portal_unit)


def demand_editor(sent: Offer, by: User) -> None:
    if not may_edit(by, sent):
        raise PermissionDenied("Chỉ ban biên tập của trang này được làm việc này.")


def _demand_note(note: str, words: str) -> None:
    if not note.strip():
        raise ValidationError(words)


def _locked(sent: Offer, *states: OfferState) -> None:
    """The offer as it stands under the lock; raises where it is not in one of the states any more."""
    row = Offer.objects.select_for_update().get(pk=sent.pk)
    names = ("state", "claimed_by_id", "claim_due", "note", "is_featured")
    for name in names:
        setattr(sent, name, getattr(row, name))
    if sent.state not in states:
        raise ValidationError(GONE)


def _decide(sent: Offer, state: OfferState, *, by: User, note: str = "") -> None:
    sent.state, sent.decided_by, sent.decided_at, sent.note = state, by, timezone.now(), _plain(note)
    sent.save(update_fields=["state", "decided_by", "decided_at", "note", "is_featured"])
    text = f"{state.label}: {sent.article} ({sent.portal_unit.label})"
    record(f"offer_{state}", by=by, on=sent.article, unit=sent.article.unit, text=text, detail={"note": sent.note})
    settle(sent.get_absolute_url(), NoticeKind.TO_DECIDE)


def _plain(words: str) -> str:
    return words.replace("\0", " ").strip()[:2000]


def _tell(
    sent: Offer,
    people: set[User],
    text: str,
    note: str,
    *,
    by: User | None,
    kind: NoticeKind = NoticeKind.DECIDED,
) -> None:
    unit = sent.article.unit
    tell(
        {one for one in people if one != by}, text, kind=kind, url=sent.get_absolute_url(), unit=unit, note=note, by=by
    )
