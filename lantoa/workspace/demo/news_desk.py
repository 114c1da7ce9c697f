"""What lies on the desk of An Bình's editors: articles sent up, numbers to reach, what readers found wrong."""

import datetime as dt

from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.news import faulting, offering, targets
from lantoa.news.enums import FaultState
from lantoa.news.models import Article
from lantoa.organisations.models import Unit


def make_news_desk(articles: list[Article], units: dict[str, Unit], people: dict[str, User]) -> None:
    """Of published articles that stand on no other page: one waits, one is being looked at, one came back. The
    department asks one article a quarter of every unit; one reader was answered, one waits."""
    own = [one for one in articles if one.unit_id != units["so"].pk and one.is_live and not one.offers.exists()]
    _send_up(own, people["bientap"])
    year = timezone.localdate().year
    targets.put(units["so"], category=None, year=year, number=1, for_subtree=True, by=people["vanphong"])
    _find_faults([one for one in articles if one.is_live], people)


def _send_up(articles: list[Article], editor: User) -> None:
    words = ("Mong Sở đăng để trường bạn cùng làm.", "", "")
    sent = [offering.offer(one, by=one.created_by, note=note) for one, note in zip(articles, words, strict=False)]
    if len(sent) > 1:
        offering.claim(sent[1], by=editor, due=timezone.localdate() + dt.timedelta(days=3))
    if len(sent) > 2:
        offering.send_back(sent[2], by=editor, note="Thêm ảnh học sinh đang học rồi gửi lại, kẻo bài thiếu người.")


def _find_faults(articles: list[Article], people: dict[str, User]) -> None:
    """No address is left: the demo writes to nobody."""
    first, second = articles[-1], articles[-2]
    faulting.report(first, text="Đoạn cuối ghi “cuối quý” nhưng không nói quý nào, xin ghi rõ.")
    done = faulting.report(second, text="Tên cô giáo viết thiếu dấu.")
    by = second.created_by
    faulting.answer(done, state=FaultState.MENDED, words="Đã sửa tên cô. Cảm ơn bạn đọc.", by=by)
