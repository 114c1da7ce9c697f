"""What the units of An Bình did, month by month: exemplary ones much, some little, one nothing at all."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.ledger import activities, evidence
from lantoa.ledger.activities import Deed
from lantoa.ledger.activity_kinds import spec_of
from lantoa.ledger.enums import ActivityKind as Kind
from lantoa.ledger.fitting import fit, named_first
from lantoa.ledger.models import Activity, Obligation
from lantoa.ledger.suggesting import WORK
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import fold
from lantoa.workspace.demo.drawings import photo

Units = dict[str, Unit]
People = dict[str, User]

EXEMPLARY = ("thpt-ntn", "thpt-chuyen", "xa1", "xa1-th1", "tt1")
SILENT = ("xa6-mn1", "xa6-th1")  # nothing happened there: "không phát sinh", confirmed by the head
OVERCOUNTED = "xa3-cs1"  # where a figure is too high, so that its report comes back
QUIET = ("thpt-pl", "xa5", "ttnn", "xa3-cs1")
_PICTURED = 0.22  # the share of activities with a photo: enough to look at, few enough to load in seconds


@dataclass(frozen=True, slots=True)
class Sample:
    """A kind of thing that units do; `people`, `copies`, `times`, `cost`: from and to."""

    kind: Kind
    title: str
    people: tuple[int, int] | None = None
    copies: tuple[int, int] | None = None
    times: tuple[int, int] | None = None
    cost: tuple[int, int] | None = None


SCHOOLS = (
    Sample(Kind.FLAG_SALUTE, "Chào cờ đầu tuần, giới thiệu dịch vụ công trực tuyến của ngành", people=(180, 900)),
    Sample(Kind.PARENTS_MEETING, "Họp cha mẹ học sinh, hướng dẫn nộp hồ sơ tuyển sinh trực tuyến", people=(120, 700)),
    Sample(Kind.CONFERENCE, "Họp hội đồng, quán triệt kế hoạch cải cách hành chính", people=(25, 90)),
    Sample(Kind.ARTICLE, "Bài viết về một cửa điện tử của nhà trường", times=(1, 3)),
    Sample(Kind.SOCIAL_POST, "Đăng hướng dẫn tra cứu văn bằng, chứng chỉ", people=(90, 1500), times=(1, 4)),
    Sample(Kind.NOTICE_BOARD, "Cập nhật bảng niêm yết thủ tục hành chính tại trường", times=(1, 2)),
    Sample(Kind.LOUDSPEAKER, "Phát thanh măng non về thủ tục chuyển trường", people=(150, 800), times=(2, 8)),
    Sample(Kind.PRINT_RUN, "Phát tờ rơi hướng dẫn thanh toán không dùng tiền mặt", copies=(100, 900), cost=(3, 18)),
    Sample(Kind.STAGE_PLAY, "Tiểu phẩm “Một lần đến trường, xong mọi giấy tờ”", people=(150, 600), times=(1, 2)),
    Sample(Kind.TRAINING, "Tập huấn giáo viên hỗ trợ phụ huynh dùng VNeID", people=(20, 70), cost=(8, 40)),
    Sample(Kind.CONTEST, "Cuộc thi tìm hiểu cải cách hành chính trong học sinh", people=(60, 400), cost=(10, 50)),
)
OFFICES = (
    Sample(Kind.CONFERENCE, "Hội nghị triển khai công tác truyền thông cải cách hành chính", people=(40, 160)),
    Sample(Kind.ARTICLE, "Tin, bài về kết quả giải quyết thủ tục hành chính", times=(1, 5)),
    Sample(Kind.ARTICLE_ELSEWHERE, "Bài trên báo tỉnh về hồ sơ giáo dục số", times=(1, 2)),
    Sample(Kind.LOUDSPEAKER, "Phát thanh xã về tuyển sinh đầu cấp trực tuyến", people=(400, 3000), times=(4, 12)),
    Sample(Kind.DIALOGUE, "Đối thoại với cha mẹ học sinh về thủ tục đầu cấp", people=(40, 200)),
    Sample(Kind.PRINT_RUN, "In pa nô, áp phích về dịch vụ công trực tuyến", copies=(5, 60), cost=(20, 90)),
    Sample(Kind.TRAINING, "Tập huấn cán bộ đầu mối cải cách hành chính", people=(20, 80), cost=(15, 60)),
)


def make_activities(units: Units, people: People, today: dt.date) -> None:
    """Two years of work: last year whole, this year up to today."""
    chance = random.Random(21)  # noqa: S311 - the same demo every time, nothing secret
    logger = Logger(people, chance, today)
    logger.log_all(units)
    logger.log_too_many(units[OVERCOUNTED], OVERCOUNTED)


class Logger:
    """Logs samples as the heads of the units would; `owed` is read once for each unit."""

    def __init__(self, people: People, chance: random.Random, today: dt.date) -> None:
        self.people, self.chance, self.today = people, chance, today
        self.pictures = 0

    def log_all(self, units: Units) -> None:
        for code, unit in units.items():
            if unit.kind in (UnitKind.PROVINCE_COMMITTEE, UnitKind.DIVISION) or code in SILENT:
                continue
            head = self.people.get(f"dung-dau-{code}") or self._named_head(code)
            owed = list(Obligation.objects.filter(unit=unit, kind__in=WORK).counted())
            for sample, day in self._year(code, unit):
                self._log(unit, head, sample, day, owed)

    def log_too_many(self, unit: Unit, code: str) -> None:
        """A meeting with more people than the school can have: its report comes back with the question."""
        day = min(dt.date(self.today.year, 3, 14), self.today)
        deed = Deed(Kind.PARENTS_MEETING, "Họp cha mẹ học sinh giữa năm học", day, {"people": 2860})
        _date_back(activities.log(unit, deed, by=self.people.get(f"dung-dau-{code}") or self._named_head(code)), day)

    def _named_head(self, code: str) -> User:
        return self.people["thutruong" if code == "so" else "hieutruong1"]

    def _year(self, code: str, unit: Unit) -> Iterator[tuple[Sample, dt.date]]:
        samples = SCHOOLS if unit.kind in (UnitKind.SCHOOL, UnitKind.ATTACHED_UNIT) else OFFICES
        often = 0.95 if code in EXEMPLARY else 0.18 if code in QUIET else 0.5
        for month in _months(self.today):
            for _ in range(2 if code in EXEMPLARY else 1):
                day = month + dt.timedelta(days=self.chance.randrange(27))
                if self.chance.random() < often and max(unit.valid_from, month) <= day <= self.today:
                    yield self.chance.choice(samples), day

    def _log(self, unit: Unit, head: User, sample: Sample, day: dt.date, owed: list[Obligation]) -> None:
        more: dict[str, Any] = {
            name: self.chance.randint(*bounds)
            for name in ("people", "copies", "times")
            if (bounds := getattr(sample, name)) is not None
        }
        if sample.cost:
            more |= {"cost": self.chance.randint(*sample.cost) * 100_000, "fund": "Chi thường xuyên"}
        if sample.kind in (Kind.CONFERENCE, Kind.PARENTS_MEETING, Kind.TRAINING, Kind.STAGE_PLAY):
            more["place"] = f"Hội trường {unit.label}"[:200]
        more = {name: value for name, value in more.items() if name in spec_of(sample.kind).asks or name in _ALWAYS}
        logged = activities.log(
            unit,
            Deed(sample.kind, sample.title, day, more),
            by=head,
            obligations=_serves(owed, sample.kind, day, self.chance),
            files=self._photos(sample.kind),
        )
        _date_back(logged, day)

    def _photos(self, kind: Kind) -> list[tuple[uuid.UUID, evidence.Evidence]]:
        if self.chance.random() > _PICTURED:
            return []
        self.pictures += 1
        sent = SimpleUploadedFile(f"anh-{self.pictures}.jpg", photo(kind, self.pictures % 7))
        return [(uuid.uuid4(), evidence.take(sent))]


_ALWAYS = frozenset({"cost", "fund"})


def _months(today: dt.date) -> Iterator[dt.date]:
    for year in (today.year - 1, today.year):
        for month in range(1, 13):
            if dt.date(year, month, 1) <= today:
                yield dt.date(year, month, 1)


def _serves(owed: list[Obligation], kind: Kind, day: dt.date, chance: random.Random) -> list[Obligation]:
    """One or two of the tasks that ran on that day, of those whose words ask for such a thing or for none."""
    running = [row for row in owed if row.opened_on.year == day.year and _begins(row) <= day <= (row.due_on or day)]
    spec = spec_of(kind)
    asked = [row for row in running if fit(fold(row.title), spec)]
    fitting = asked or [row for row in running if named_first(row.title) is None]
    return chance.sample(fitting, min(len(fitting), chance.choice((0, 1, 1, 2))))


def _begins(row: Obligation) -> dt.date:
    return row.starts_on or row.opened_on


def _date_back(activity: Activity, day: dt.date) -> None:
    """It was logged on the evening of its day, not while the demo was loading."""
    moment = timezone.make_aware(dt.datetime.combine(day, dt.time(17, 10)))
    moment = min(moment, timezone.now())
    Activity.objects.filter(pk=activity.pk).update(created_at=moment, updated_at=moment)
    Entry.objects.about(activity).update(at=moment)
