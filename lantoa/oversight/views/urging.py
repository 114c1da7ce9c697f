import datetime as dt
from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.ledger.enums import DONE
from lantoa.ledger.models import Obligation
from lantoa.ledger.models.obligation import ObligationQuerySet
from lantoa.ledger.working_days import work_calendar
from lantoa.organisations.models import Unit
from lantoa.oversight import recipients
from lantoa.oversight.forms import UrgeForm, ids_in
from lantoa.oversight.models import Urging
from lantoa.oversight.urging import last_urged, may_be_urged_by, urge
from lantoa.oversight.wording import first_words

SHOWN = 200
PER_PAGE = 30
IN_A_QUERY = 10_000
AGAIN = dt.timedelta(hours=24)  # so soon after an urging, another one is asked about


def chosen(request: PersonRequest, text: str) -> ObligationQuerySet:
    """Those of the asked-for obligations that are still owed and that the person may urge."""
    return may_be_urged_by(request.user).filter(pk__in=ids_in(text)[:IN_A_QUERY])


def left_out(sent: QueryDict) -> set[int]:
    """The units (by id) that the person marked as not to be urged."""
    return {int(pk) for pk in sent.getlist("bo") if pk.isdecimal() and len(pk) < 19}


@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: PersonRequest) -> HttpResponse:
    """Whom do I urge, and in which words? A long list comes by POST without words yet, which writes nothing."""
    access.demand_somewhere(request.user, Power.DIRECT)
    sent = request.POST if "form_key" in request.POST else None
    given = request.POST.get("viec") or request.GET.get("viec", "")
    without = left_out(request.POST)
    rows = chosen(request, given)
    owed = list(rows.select_related("unit").order_by("unit__sort_key", "due_on", "pk"))
    before = last_urged(rows)
    form = UrgeForm(sent, user=request.user, initial=_start(given, owed, before))
    if sent is not None and form.is_valid() and not _is_news(form, before):
        data = form.cleaned_data
        asked = rows.exclude(unit_id__in=without)
        made = urge(asked, unit=data["unit"], by=request.user, text=data["text"], form_key=data["form_key"])
        if made:
            units = made.reminders.values("to_unit").distinct().count()
            messages.success(request, f"Đã đôn đốc {units} đơn vị. Lần này được lưu lại để theo dõi.")
            return redirect("oversight:urging", pk=made.pk)
        messages.info(request, "Không còn đơn vị nào nợ việc này nên không gửi gì.")
        return redirect("oversight:grid")
    context = {**_context(form, owed, given, before), "left_out": without}
    return render(request, "oversight/urge.html", context, status=422 if form.errors else 200)


def _is_news(form: UrgeForm, before: Mapping[int, Urging]) -> bool:
    """Whether somebody urged the same since the person looked, lately; then the form asks once more."""
    recent = [one for one in before.values() if _is_recent(one) and one.form_key != form.cleaned_data["form_key"]]
    last = max(recent, key=lambda one: one.pk, default=None)
    if last is None or last.pk <= (form.cleaned_data["da_biet"] or 0):
        return False
    form.refuse_again(last)
    return True


def _is_recent(urging: Urging) -> bool:
    return timezone.now() - urging.at < AGAIN


def _start(given: str, owed: Sequence[Obligation], before: Mapping[int, Urging]) -> dict[str, object]:
    """What the form starts with: the words that fit, and the last urging that the page tells of."""
    all_before = before and all(row.unit_id in before for row in owed)
    urged_on = max(timezone.localtime(one.at).date() for one in before.values()) if all_before else None
    words = first_words(owed, today=timezone.localdate(), calendar=work_calendar(), urged_on=urged_on)
    return {"viec": given, "text": words, "da_biet": max((one.pk for one in before.values()), default=0)}


def _context(form: UrgeForm, owed: Sequence[Obligation], given: str, before: Mapping[int, Urging]) -> dict[str, object]:
    units: dict[int, tuple[Unit, list[Obligation]]] = {}
    for row in owed:
        units.setdefault(row.unit_id, (row.unit, []))[1].append(row)
    people = recipients.people_of(units)
    listed = [(unit, rows, len(people.get(pk, ())), before.get(pk)) for pk, (unit, rows) in units.items()]
    recent = [before[pk] for pk in units if pk in before and _is_recent(before[pk])]
    return {
        "form": form,
        "units": listed[:SHOWN],
        "more": max(len(listed) - SHOWN, 0),
        "unit_count": len(listed),
        "count": len(owed),
        "unreachable": sum(1 for _, _, reach, _ in listed if not reach),
        "given": given,
        "today": timezone.localdate(),
        "urged_again": len(recent),
        "last": max(recent, key=lambda one: one.pk, default=None),
    }


@require_GET
def urging_list(request: PersonRequest) -> HttpResponse:
    """Whom did we urge, when, on what, and did it help?"""
    rows = Urging.objects.visible_to(request.user).select_related("unit", "by")
    done = Q(reminders__obligation__state__in=DONE)
    rows = rows.annotate(
        units=Count("reminders__to_unit", distinct=True),
        total=Count("reminders", distinct=True),
        done=Count("reminders", filter=done, distinct=True),
    )
    page = Paginator(rows.order_by("-at", "-pk"), PER_PAGE).get_page(request.GET.get("trang"))
    return render(request, "oversight/urging_list.html", {"page": page})


@require_GET
def urging_detail(request: PersonRequest, pk: int) -> HttpResponse:
    """One urging: each unit, who was told, how it stands now."""
    urging = get_object_or_404(Urging.objects.visible_to(request.user).select_related("unit", "by"), pk=pk)
    reminders = urging.reminders.filter(obligation__in=Obligation.objects.visible_to(request.user))
    reminders = (
        reminders.select_related("obligation", "to_unit").prefetch_related("people").order_by("to_unit__sort_key")
    )
    pending = [str(one.obligation_id) for one in reminders if one.obligation.is_pending]
    page = Paginator(reminders, 100).get_page(request.GET.get("trang"))
    may_urge = access.may(request.user, Power.DIRECT, urging.unit)
    context = {"urging": urging, "page": page, "pending": ",".join(pending), "pending_count": len(pending)}
    return render(request, "oversight/urging_detail.html", {**context, "may_urge": may_urge})
