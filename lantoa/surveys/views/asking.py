"""Who is asked, and by which door: units with what is wanted of them, QR codes, one-time links."""

import io

import segno
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.documents.writing.spreadsheet import Column, write_table
from lantoa.surveys import links as one_time_links
from lantoa.surveys import printing
from lantoa.surveys.enums import SurveyState
from lantoa.surveys.forms import AddUnitsForm, AskedForm, CounterForm, OneTimeForm
from lantoa.surveys.models import GroupQuota, Link, Survey, SurveyUnit
from lantoa.surveys.suppression import sheets_words
from lantoa.surveys.views.getting import (
    BIGGEST_KEY,
    may_write,
    own_units,
    posted,
    visible_survey,
    writable_survey,
)
from lantoa.tabular.workbooks import XLSX, attachment
from lantoa.ui.acts import do
from lantoa.ui.pages import page_of

PER_PAGE, MOST_PRINTED = 50, 200


@require_http_methods(["GET", "HEAD", "POST"])
def units(request: PersonRequest, pk: int) -> HttpResponse:
    """Whose visitors do we ask, how many of each?"""
    survey = writable_survey(request, pk)
    if survey.is_closed:
        messages.warning(request, "Khảo sát đã kết thúc nên không thêm, bớt được đơn vị.")
        return redirect(survey)
    form = AddUnitsForm(posted(request), survey=survey)
    if request.method == "POST" and form.is_valid():
        fresh, known = _add(survey, form)
        there = f" {known} đơn vị đã có từ trước được giữ nguyên." if known else ""
        messages.success(request, f"Đã thêm {fresh} đơn vị.{there}")
        return redirect("surveys:units", survey.pk)
    page = page_of(request, survey.asked.select_related("unit"), PER_PAGE)
    context = {"survey": survey, "form": form, "page": page, "quotas": survey.group_quotas.select_related("group")}
    return render(request, "surveys/units.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _add(survey: Survey, form: AddUnitsForm) -> tuple[int, int]:
    """Put the units down, and, where the survey runs, give them their links; how many are new, how many were there."""
    given = form.cleaned_data
    group = given["group"]
    wanted = {given["unit"].pk} if given["unit"] else set()
    if group:
        inside = group.resolve(on=timezone.localdate())
        wanted |= set(inside.under(survey.unit).values_list("pk", flat=True))
    fresh = wanted - set(survey.asked.values_list("unit_id", flat=True))
    asked = [SurveyUnit(survey=survey, unit_id=pk, quota=given["quota"]) for pk in fresh]
    SurveyUnit.objects.bulk_create(asked, ignore_conflicts=True)  # the same form sent twice at once
    if group and given["group_quota"]:
        GroupQuota.objects.update_or_create(survey=survey, group=group, defaults={"wanted": given["group_quota"]})
    if survey.state == SurveyState.OPEN:
        Link.objects.bulk_create((Link(survey=survey, unit_id=pk) for pk in fresh), ignore_conflicts=True)
    return len(fresh), len(wanted - fresh)


@require_http_methods(["GET", "HEAD", "POST"])
def unit(request: PersonRequest, pk: int, row_pk: int) -> HttpResponse:
    """How many people the unit served, how many sheets are wanted."""
    survey = writable_survey(request, pk)
    row = get_object_or_404(survey.asked.select_related("unit"), pk=min(row_pk, BIGGEST_KEY))
    form = AskedForm(posted(request), instance=row)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã lưu.")
        return redirect("surveys:units", survey.pk)
    return render(
        request, "surveys/unit.html", {"survey": survey, "row": row, "form": form}, status=422 if form.errors else 200
    )


@require_POST
def unit_drop(request: PersonRequest, pk: int, row_pk: int) -> HttpResponse:
    survey = writable_survey(request, pk)
    row = get_object_or_404(survey.asked.select_related("unit"), pk=min(row_pk, BIGGEST_KEY))

    @transaction.atomic
    def drop() -> None:
        if survey.responses.filter(unit=row.unit).exists():
            raise ValidationError("Đơn vị này đã có phiếu nên không bỏ được.")
        if survey.is_closed:
            raise ValidationError("Khảo sát đã kết thúc nên không thêm, bớt được đơn vị.")
        survey.links.filter(unit=row.unit).delete()
        survey.one_time_links.filter(unit=row.unit).delete()
        row.delete()

    return do(request, reverse("surveys:units", args=[survey.pk]), drop, "Đã bỏ đơn vị.")


@require_http_methods(["GET", "HEAD", "POST"])
def links(request: PersonRequest, pk: int) -> HttpResponse:
    """Where do people answer? A code for each unit, more for its counters."""
    survey = visible_survey(request, pk)
    own = own_units(request, survey)
    if request.method == "POST" and (survey.state != SurveyState.OPEN or not own.exists()):
        raise PermissionDenied("Chỉ thêm mã khi khảo sát đang mở, cho đơn vị mình.")
    form = CounterForm(posted(request), survey=survey, units=own, instance=Link(survey=survey))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã thêm mã QR.")
        return redirect("surveys:links", survey.pk)
    page = page_of(request, survey.doors().select_related("unit", "survey"), PER_PAGE)
    for link in page.object_list:
        link.said = "" if survey.is_closed else sheets_words(link.used, survey.threshold)
    context = {
        "survey": survey,
        "page": page,
        "form": form,
        "has_own": survey.state == SurveyState.OPEN and own.exists(),
        "one_time_form": OneTimeForm(units=own, initial={"number": 50}, auto_id="mot-lan-%s"),
        "may_write": may_write(request, survey),
        "one_time_count": survey.one_time_links.count(),
        "site": settings.SITE_URL,
        "is_long": page.paginator.count > printing.AT_ONCE,
    }
    return render(request, "surveys/links.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def one_time(request: PersonRequest, pk: int) -> HttpResponse:
    """Make one-time links and hand them out as a spreadsheet, this once."""
    survey = visible_survey(request, pk)
    form = OneTimeForm(request.POST, units=own_units(request, survey))
    if not own_units(request, survey).exists():
        raise PermissionDenied("Chỉ lập đường dẫn cho đơn vị mình.")
    back = redirect("surveys:links", survey.pk)
    if not form.is_valid():
        messages.error(request, " ".join(str(words) for faults in form.errors.values() for words in faults))
        return back
    try:
        made = one_time_links.make_one_time(
            survey, form.cleaned_data["unit"], form.cleaned_data["number"], by=request.user
        )
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return back
    rows = [
        (number, settings.SITE_URL + reverse("surveys_public:one_time", args=[survey.slug, token]))
        for number, token in enumerate(made, start=1)
    ]
    out = io.BytesIO()
    write_table([Column("TT", 8, centred=True), Column("Đường dẫn", 90)], rows, out, f"Đường dẫn riêng – {survey}")
    return attachment(out.getvalue(), f"duong-dan-{survey.slug[:40]}.xlsx", XLSX)


@require_GET
def sheets(request: PersonRequest, pk: int) -> HttpResponse:
    """Sheets to hang up, one a code, so many a page as a browser prints at once; `ma`: this code alone."""
    survey = visible_survey(request, pk)
    rows = survey.doors().select_related("unit", "survey")
    if code := request.GET.get("ma", ""):
        rows = rows.filter(code=code[:12])
    page = page_of(request, rows, MOST_PRINTED)
    printed = [(link, qr(link.qr_address)) for link in page.object_list]
    context = {"survey": survey, "page": page, "printed": printed, "site": settings.SITE_URL}
    return render(request, "surveys/qr_sheets.html", context)


@require_POST
def sheets_pdf(request: PersonRequest, pk: int) -> HttpResponse:
    """All sheets as one PDF: few at once, many in the background."""
    survey = visible_survey(request, pk)
    try:
        found = printing.links_of(survey)
    except ValidationError as fault:
        messages.error(request, fault.messages[0])
        return redirect("surveys:links", survey.pk)
    if len(found) > printing.AT_ONCE:
        return redirect(printing.start(survey, by=request.user))
    return attachment(printing.pdf(survey, found), printing.name_of(survey), "application/pdf")


def qr(address: str) -> SafeString:
    """The QR code as a drawing in the page."""
    out = io.BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(out, kind="svg", scale=6, border=2, xmldecl=False, svgns=True, nl=False, light="white", omitsize=True)
    return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn here
