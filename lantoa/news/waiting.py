"""What articles put on a person's desk: to decide on, to mend after a return, to look at again."""

from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.models import User
from lantoa.news import claiming
from lantoa.news.models import Article
from lantoa.news.models.stepping import deciders
from lantoa.review.enums import ReviewState
from lantoa.review.models import last_steps
from lantoa.review.waiting import Waiting

MOST = 5


def to_decide(user: User) -> list[Article]:
    """Submitted articles on which this person decides now, the longest waiting first; a few queries for any number."""
    rows = Article.objects.visible_to(user).filter(review_state=ReviewState.SUBMITTED)
    found = list(
        rows.select_related("unit", "category", "claimed_by").prefetch_related("category__steps").order_by("pk")
    )
    ids = {held.pk for held in access.memberships(user)}
    people = deciders(found)
    return [row for row in found if ids & {held.pk for held in people[row.pk]}]


def free_to_decide(user: User) -> list[Article]:
    """Those of `to_decide` that nobody else has in hand."""
    rows = to_decide(user)
    claimed = [row for row in rows if row.claimed_by_id]
    people = {pk: {held.user_id for held in some} for pk, some in deciders(claimed).items()} if claimed else {}

    def is_mine(row: Article) -> bool:
        return claiming.is_free(row, user, still_decides=lambda one: one.pk in people[row.pk])

    return [row for row in rows if is_mine(row)]


def waiting(user: User) -> list[Waiting]:
    """A row for each article to decide on or to mend, one for all to look at again."""
    return [*_to_decide(user), *_returned(user), *_to_look_again(user)]


def _to_decide(user: User) -> list[Waiting]:
    rows = free_to_decide(user)
    sent = last_steps(rows, ReviewState.SUBMITTED)
    shown = [
        Waiting(str(row), _why(row, sent.get(row.pk)), row.get_absolute_url(), "Xem và duyệt") for row in rows[:MOST]
    ]
    if len(rows) > MOST:
        more = f"{len(rows) - MOST} tin, bài khác chờ duyệt"
        shown.append(Waiting(more, "", f"{reverse('news:list')}?muc=cho-duyet", "Xem tất cả"))
    return shown


def _why(row: Article, step: object) -> str:
    at = getattr(step, "at", None)
    since = f", trình ngày {timezone.localtime(at):%d/%m/%Y}" if at else ""
    due = f"; nhận xem, xong trước {row.claim_due:%d/%m/%Y}" if row.claimed_by_id and row.claim_due else ""
    return f"Tin, bài của {row.unit.label}{since}{due}"


def _returned(user: User) -> list[Waiting]:
    own = access.units_where(user, Power.WRITE)
    rows = list(Article.objects.filter(unit__in=own, review_state=ReviewState.RETURNED).order_by("pk")[:MOST])
    notes = last_steps(rows, ReviewState.RETURNED)
    return [
        Waiting(str(row), f"Trả lại: {notes[row.pk].note}", row.get_absolute_url(), "Sửa và trình lại")
        for row in rows
        if row.pk in notes
    ]


def _to_look_again(user: User) -> list[Waiting]:
    """Published pages whose day of looking again has come, for who writes for the unit."""
    own, today = access.units_where(user, Power.WRITE), timezone.localdate()
    rows = Article.objects.live().filter(unit__in=own, review_on__lte=today)
    found = rows.aggregate(number=Count("pk"), first=Min("review_on"))
    if not found["number"]:
        return []
    title = f"{found['number']} tin, bài đã đăng đến ngày xem lại"
    why = f"Sớm nhất từ ngày {found['first']:%d/%m/%Y}"
    return [Waiting(title, why, f"{reverse('news:list')}?xem-lai", "Xem lại")]
