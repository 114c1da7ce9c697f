"""What is due as a calendar file (RFC 5545): one event a due day and obligation; a date without an end is the whole
day."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event

from lantoa.ledger.enums import ObligationState
from lantoa.ledger.models import Obligation

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def calendar_file(name: str, obligations: Iterable[Obligation], *, site_url: str) -> bytes:
    """The events of `obligations` (dated ones; unit and events not needed), with a reminder two days ahead."""
    calendar = Calendar()
    calendar.add("prodid", "-//Lan Toa//lantoa//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("x-published-ttl", "PT6H")
    for row in obligations:
        calendar.add_component(_event(row, site_url))
    return bytes(calendar.to_ical())


def _event(row: Obligation, site_url: str) -> Event:
    if row.due_on is None:
        raise ValueError("an obligation without a day has no place in a calendar")
    event = Event()
    event.add("uid", f"obligation-{row.pk}@lantoa")
    event.add("dtstamp", dt.datetime.combine(row.opened_on, dt.time(), tzinfo=_ZONE).astimezone(dt.UTC))
    event.add("dtstart", row.due_on)
    event.add("summary", _text(f"Hạn: {row.title}" if row.is_pending else f"Đã xong: {row.title}"))
    event.add("description", _text(f"{row.unit}\n{row.get_kind_display()}\n{row.source_line}"))
    event.add("url", f"{site_url}/lam-viec/viec/{row.pk}/")
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    if row.state == ObligationState.OPEN:
        event.add_component(_reminder())
    return event


def _text(words: str) -> str:
    """Without control characters, which the format forbids and some programs refuse the whole file for (RFC 5545, 3.1);
    documents bring them in as soft line breaks."""
    return "".join(" " if char < " " and char != "\n" else char for char in words.replace("\x7f", " ")).strip()


def _reminder() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Sắp đến hạn")
    alarm.add("trigger", dt.timedelta(days=-2))
    return alarm
