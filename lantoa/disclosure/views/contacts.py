"""Every unit's ways in: what is missing or dead, mending one's own, QR codes to print."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lantoa.accounts import access
from lantoa.accounts.asked import seen_unit
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.disclosure import checking, contacts
from lantoa.jobs import running
from lantoa.organisations import events, public_pages
from lantoa.organisations.enums import UnitKind
from lantoa.organisations.forms.unit import ContactForm
from lantoa.tabular.sheets import Column
from lantoa.tabular.workbooks import download
from lantoa.ui import qr

PER_PAGE = 60
_COLUMNS = tuple(
    Column(key, title)
    for key, title in (
        ("code", "Mã đơn vị"),
        ("name", "Đơn vị"),
        ("area", "Địa bàn"),
        ("hotline", "Đường dây nóng"),
        ("email", "Thư điện tử"),
        ("address", "Địa chỉ"),
        ("link", "Trang thông tin"),
        ("faults", "Còn thiếu, hỏng"),
        ("feedback", "Biểu gửi phản ánh"),
    )
)
_CODES = {"trang": public_pages.unit_page, "phan-anh": public_pages.feedback_form}


@require_GET
def listing(request: PersonRequest) -> HttpResponse:
    """Which units cannot be reached?"""
    access.demand_somewhere(request.user, Power.SEE)
    chosen = contacts.ContactFilter(request.GET, request.user)
    page = Paginator(chosen.units(), PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "filter": chosen,
        "counts": chosen.counts(),
        "page": page,
        "lines": contacts.lines(list(page.object_list), request.user),
        "kinds": [(kind.value, kind.label) for kind in UnitKind],
        "may_check": bool(access.holding(request.user, Power.KEEP)),
    }
    return render(request, "disclosure/contacts.html", context)


@require_GET
def export(request: PersonRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    access.demand_somewhere(request.user, Power.SEE)
    found = contacts.lines(list(contacts.ContactFilter(request.GET, request.user).units()), request.user)
    rows = [
        [
            one.unit.code,
            one.unit.name,
            one.unit.area,
            one.unit.hotline,
            one.unit.email,
            one.unit.address,
            one.unit.portal_url,
            "; ".join(one.faults),
            public_pages.feedback_form(one.unit.pk),
        ]
        for one in found
    ]
    return download(_COLUMNS, rows, title="Liên hệ", name="lien-he.xlsx")


@require_POST
def check(request: PersonRequest) -> HttpResponse:
    """Call every link now; a page shows how far it is."""
    access.demand_somewhere(request.user, Power.KEEP)
    job = running.start(
        checking.check_now,
        key=f"contact-check-{request.user.pk}",
        title="Kiểm tra đường dẫn của các đơn vị",
        by=request.user,
        noun="đường dẫn",
        url=redirect("disclosure:contacts").url,
        by_id=request.user.pk,
    )
    return redirect(job)


@require_http_methods(["GET", "POST"])
def mend(request: PersonRequest, pk: int) -> HttpResponse:
    """A unit's own people keep its ways in; nothing else of the unit is touched."""
    unit = seen_unit(request, pk)
    access.demand(request.user, Power.KEEP, unit)
    name = unit.name
    form = ContactForm(request.POST if request.method == "POST" else None, instance=unit)
    if request.method == "POST" and form.is_valid():
        changed = [str(form.fields[key].label) for key in form.changed_data]
        form.save()
        text = f"Sửa {name}: {', '.join(changed) or 'không đổi'}"
        events.tell(events.Change("unit_edited", text, request.user, unit, unit))
        messages.success(request, f"Đã lưu liên hệ của {unit.label}.")
        return redirect("disclosure:contacts")
    context = {"form": form, "unit": unit, "unit_name": name}
    return render(request, "disclosure/contact_edit.html", context, status=422 if form.errors else 200)


@require_GET
def code(request: PersonRequest, pk: int, what: str, form: str) -> HttpResponse:
    """The QR code of the unit's page, or of its feedback form, to be put on paper."""
    unit = seen_unit(request, pk)
    if what not in _CODES or form not in ("svg", "png"):
        raise Http404
    address = _CODES[what](unit.pk)
    content, kind = (qr.svg(address), "image/svg+xml") if form == "svg" else (qr.png(address), "image/png")
    way = "attachment" if "tai" in request.GET else "inline"
    headers = {"Content-Disposition": f'{way}; filename="qr-{what}-{unit.pk}.{form}"'}
    return HttpResponse(content, content_type=kind, headers=headers)


@require_GET
def sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """A sheet to hang up: whom to call, the code of the feedback form and of the unit's page."""
    unit = seen_unit(request, pk)
    context = {
        "unit": unit,
        "page_url": public_pages.unit_page(unit.pk),
        "feedback_url": public_pages.feedback_form(unit.pk),
    }
    return render(request, "disclosure/contact_sheet.html", context)
