"""The review screen: source and understanding side by side, each row edited where it stands."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.audit.models import record
from lantoa.plans import arranging
from lantoa.plans.assigning import HEAD_FIELDS, NEW_ROWS, ROW_FIELDS
from lantoa.plans.holding import hold
from lantoa.plans.keys import key_in
from lantoa.plans.kinds import Kind, kind_of
from lantoa.plans.models import Plan, Removed
from lantoa.plans.models.versioned import EditConflict
from lantoa.plans.screen import Screen
from lantoa.plans.source_view import SourceView
from lantoa.plans.views.getting import editable_plan, visible_plan


@require_GET
@vary_on_headers("HX-Request")
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Is this what the document says? One that is past editing shows as it stands: links of notices live on."""
    found = visible_plan(request, pk)
    if not found.is_editable and access.may(request.user, Power.WRITE, found.unit):
        return redirect(found)
    plan = editable_plan(request, pk)
    screen = Screen(plan, doubt=(request.GET.get("xem", ""),))
    wanted = request.GET.get("sua", "") or request.GET.get("them", "")
    if request.GET.get("sua"):
        screen.open_form(wanted)
    elif wanted:
        kind = kind_of(wanted)
        screen.open_new(kind, _new_form(request, plan, kind), after=_after(request, plan, kind))
    return _page(request, plan, screen)


@require_GET
@vary_on_headers("HX-Request")
def doubts(request: PersonRequest, pk: int) -> HttpResponse:
    """The panel of what to look at, at the question asked for."""
    plan = editable_plan(request, pk)
    key = request.GET.get("xem", "")
    if not request.htmx:
        return redirect(f"{_address(plan)}?xem={key}")
    return render(request, "plans/_doubts.html", {"plan": plan, "screen": Screen(plan, doubt=(key,))})


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def row(request: PersonRequest, pk: int, kind: str, row_pk: int) -> HttpResponse:
    """A row's form; sent, the row is saved over the version that the form was opened on."""
    plan = editable_plan(request, pk)
    of_kind = kind_of(kind)
    found = of_kind.find(plan, row_pk)
    key = key_of(of_kind, found)
    if request.method == "GET":
        if not request.htmx:
            return redirect(f"{_address(plan)}?sua={key}#{key}")
        screen = Screen(plan)
        if request.GET.get("xem") is None:
            screen.open_form(key)
        return render(request, "plans/_row.html", screen.row_context(of_kind, found.pk))
    form = of_kind.form(request.POST, instance=found, plan=plan, prefix=key)
    return _save(request, plan, of_kind, form, key)


def key_of(kind: Kind, found: Any) -> str:
    return f"{kind.slug}-{found.pk}"


def _save(request: PersonRequest, plan: Plan, kind: Kind, form: Any, key: str) -> HttpResponse:
    conflict = None
    if form.is_valid():
        form.look_up_names()
        try:
            with transaction.atomic():
                hold(plan)
                form.save()
        except EditConflict as error:
            conflict = error
        else:
            record("plan_row_saved", by=request.user, on=plan, unit=plan.unit, text=f"Sửa {kind.name}: {form.instance}")
            return answer(request, plan, kind.parts, focus=key)
    screen = Screen(plan)
    screen.show_form(key, form, conflict=conflict)
    if request.htmx:
        return render(request, "plans/_row_answer.html", screen.row_context(kind, form.instance.pk), status=422)
    return _page(request, plan, screen, status=422)


def _page(request: HttpRequest, plan: Plan, screen: Screen, *, status: int = 200) -> HttpResponse:
    source = SourceView(plan.source, screen.sheet) if plan.source else None
    removed = Removed.objects.filter(plan=plan, pk=key_in(request.GET.get("bo", "")) or 0).first()
    context = {
        "plan": plan,
        "screen": screen,
        "source": source,
        "removed": removed,
        "row_fields": ROW_FIELDS,
        "new_rows": NEW_ROWS,
        "head_fields": HEAD_FIELDS,
    }
    return render(request, "plans/plan_edit.html", context, status=status)


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
def add(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """A new row's form; sent, the row takes its place after the one named, else at the end."""
    plan = editable_plan(request, pk)
    of_kind = kind_of(kind)
    if of_kind.is_head:
        raise PermissionDenied("Phần này chỉ sửa, không thêm.")
    form = _new_form(request, plan, of_kind)
    if request.method == "GET" and not request.htmx:
        return redirect(f"{_address(plan)}?them={kind}&{request.GET.urlencode()}#dong-moi-{kind}")
    screen = Screen(plan)
    if request.method == "POST" and form.is_valid():
        form.look_up_names()
        with transaction.atomic():
            hold(plan)
            arranging.place(form.instance, after=_after(request, plan, of_kind))
            form.save()
        key = key_of(of_kind, form.instance)
        record("plan_row_added", by=request.user, on=plan, unit=plan.unit, text=f"Thêm {of_kind.name}: {form.instance}")
        return answer(request, plan, of_kind.parts, focus=key)
    screen.open_new(of_kind, form, after=_after(request, plan, of_kind))
    if request.htmx:
        status = 422 if request.method == "POST" else 200
        return render(request, "plans/_new_row.html", {"plan": plan, "screen": screen}, status=status)
    return _page(request, plan, screen, status=422)


def _new_form(request: PersonRequest, plan: Plan, kind: Kind) -> Any:
    asked = request.POST if request.method == "POST" else request.GET
    after = _after(request, plan, kind)
    blank = arranging.blank_row(plan, kind, role=asked.get("la", ""), after=after)
    data = request.POST if request.method == "POST" else None
    form = kind.form(data, instance=blank, plan=plan, prefix=f"them-{kind.slug}")
    form.role_asked = asked.get("la", "")
    return form


def _after(request: PersonRequest, plan: Plan, kind: Kind) -> Any:
    asked = request.POST if request.method == "POST" else request.GET
    pk = key_in(asked.get("sau", ""))
    return kind.find(plan, pk) if pk is not None else None


@require_POST
def delete(request: PersonRequest, pk: int, kind: str, row_pk: int) -> HttpResponse:
    """Delete a row; the answer offers to take that back."""
    plan = editable_plan(request, pk)
    of_kind = kind_of(kind)
    if of_kind.is_head:
        raise PermissionDenied("Phần này chỉ sửa, không xóa.")
    with transaction.atomic():
        hold(plan)
        found = of_kind.find(plan, row_pk)
        beside = arranging.beside(found)
        removed = arranging.remove(found, by=request.user)
    record("plan_row_deleted", by=request.user, on=plan, unit=plan.unit, text=removed.label)
    return answer(request, plan, of_kind.parts, removed=removed, focus=beside)


@require_POST
def move(request: PersonRequest, pk: int, kind: str, row_pk: int) -> HttpResponse:
    """Move a row one place up or down among its like."""
    plan = editable_plan(request, pk)
    of_kind = kind_of(kind)
    with transaction.atomic():
        hold(plan)
        found = of_kind.find(plan, row_pk)
        if hasattr(found, "order"):
            arranging.move(found, up=request.POST.get("huong") == "len")
    return answer(request, plan, of_kind.parts, focus=key_of(of_kind, found))


@require_POST
def undo(request: PersonRequest, pk: int, removed: int) -> HttpResponse:
    """Bring a deleted row back whole."""
    plan = editable_plan(request, pk)
    try:
        with transaction.atomic():
            hold(plan)
            found = get_object_or_404(Removed, plan=plan, pk=removed)
            found.put_back()
    except ValidationError as error:
        messages.error(request, error.messages[0])
        response = redirect(_address(plan))
        return _led_to(response) if request.htmx else response
    record(
        "plan_row_restored",
        by=request.user,
        on=plan,
        unit=plan.unit,
        text=found.label.replace("Đã xóa", "Khôi phục", 1),
    )
    return answer(request, plan, tuple(PARTS_WITH_ROWS))


def _led_to(response: HttpResponse) -> HttpResponse:
    """The same leading elsewhere for a request of htmx: the whole page is asked for anew."""
    return HttpResponse(headers={"HX-Redirect": response["Location"]})


PARTS_WITH_ROWS = ("can-cu", "noi-dung", "nhiem-vu", "trach-nhiem", "bao-cao", "kinh-phi", "ten", "loi-van")


def answer(
    request: PersonRequest,
    plan: Plan,
    parts: tuple[str, ...],
    *,
    focus: str = "",
    removed: Removed | None = None,
    doubt: str = "",
) -> HttpResponse:
    """What changed on the screen: with htmx the parts and the panel, without it the page anew."""
    if not request.htmx:
        query = f"?xem={doubt}" if doubt else f"?bo={removed.pk}" if removed else ""
        return redirect(f"{_address(plan)}{query}{'#' + focus if focus else ''}")
    plan.refresh_from_db()
    screen = Screen(plan, doubt=(doubt, *request.POST.getlist("dang_xem")), only=parts)
    context = {"plan": plan, "screen": screen, "removed": removed, "oob": True}
    response = render(request, "plans/_answer.html", context)
    if focus:
        response["HX-Trigger-After-Settle"] = f'{{"lt:focus": {{"id": "{focus}"}}}}'
    return response


def _address(plan: Plan) -> str:
    return reverse("plans:edit", args=[plan.pk])
