"""Acts on a case that ask for a few words: one page each, from one list of what they are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.feedback import asking, extending, forms, moving, triage
from lantoa.feedback.changing import Again, changed, note
from lantoa.feedback.enums import OTHER_LAW, CaseKind, StepKind
from lantoa.feedback.models import Case
from lantoa.feedback.similar import doubles_of
from lantoa.feedback.views.getting import workable_case

Do = Callable[[Case, Any, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Act:
    """A page with a form: what it asks, what its button says, what is done, and what is said of it afterwards."""

    title: str
    verb: str
    form: type[forms.CaseForm]
    do: Do
    done: str
    lead: str = ""


def _page(act: Act) -> Callable[..., HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: PersonRequest, pk: int) -> HttpResponse:
        case = workable_case(request, pk)
        more = {"kind": request.GET.get("loai", "")} if act.form is forms.DivertForm else {}
        form = act.form(request.POST if request.method == "POST" else None, case=case, user=request.user, **more)
        if form.is_valid() and (done := _done(request, case, form, act)):
            return done
        return _asked(request, case, form, act)

    view.__doc__ = act.title
    return view


def _done(request: PersonRequest, case: Case, form: forms.CaseForm, act: Act) -> HttpResponseRedirect | None:
    """Where it leads once it is done; None where something stands against it, which the form then says."""
    try:
        act.do(case, request.user, form.given())
    except Again:
        return redirect(case)
    except ValidationError as fault:
        form.add_error(None, fault)
        return None
    messages.success(request, act.done)
    return redirect(case)


def _asked(request: PersonRequest, case: Case, form: forms.CaseForm, act: Act) -> HttpResponse:
    doubles = doubles_of(case, request.user) if act.form is forms.JoinForm else []
    context = {"form": form, "case": case, "act": act, "doubles": doubles}
    return render(request, "feedback/act.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def triage_case(request: PersonRequest, pk: int) -> HttpResponse:
    """What is it by law? Complaints, denunciations and what lies outside go on to pages of their own."""
    case = workable_case(request, pk)
    form = forms.TriageForm(request.POST if request.method == "POST" else None, case=case, user=request.user)
    kind = form.cleaned_data["kind"] if form.is_valid() else ""
    if kind in OTHER_LAW:
        answer = redirect("feedback:divert", pk)
        answer["Location"] += f"?loai={kind}"
        return answer
    if kind == CaseKind.OUTSIDE:
        return redirect("feedback:refuse", pk)
    if kind and (done := _done(request, case, form, TRIAGE)):
        return done
    context = {"form": form, "case": case, "act": TRIAGE, "doubles": doubles_of(case, request.user)}
    return render(request, "feedback/triage.html", context, status=422 if form.errors else 200)


TRIAGE = Act(
    "Phân loại",
    "Lưu phân loại",
    forms.TriageForm,
    lambda case, user, given: triage.classify(case, by=user, **given),
    "Đã phân loại và tính lại hạn trả lời.",
)
divert = _page(
    Act(
        "Hướng dẫn nơi giải quyết khác",
        "Gửi hướng dẫn, kết thúc",
        forms.DivertForm,
        lambda case, user, given: triage.divert(case, by=user, **given),
        "Đã gửi hướng dẫn. Nội dung này không được công khai.",
        "Khiếu nại, tố cáo theo luật riêng: hướng dẫn người gửi nơi nhận, không xử lý như phản ánh.",
    )
)
refuse = _page(
    Act(
        "Không tiếp nhận",
        "Không tiếp nhận",
        forms.RefuseForm,
        lambda case, user, given: triage.refuse(case, by=user, **given),
        "Đã ghi không tiếp nhận; người gửi đọc được căn cứ.",
        "Người gửi đọc được căn cứ và lời giải thích.",
    )
)
join = _page(
    Act(
        "Gộp vào phản ánh khác",
        "Gộp",
        forms.JoinForm,
        lambda case, user, given: triage.join(case, by=user, **given),
        "Đã gộp. Hai người gửi nhận chung trả lời.",
    )
)
split = _page(
    Act(
        "Tách phần nội dung khác loại",
        "Tách",
        forms.SplitForm,
        lambda case, user, given: triage.split(case, by=user, **given),
        "Đã tách thành một phản ánh riêng của cùng người gửi.",
        "Đơn có nhiều nội dung khác loại thì tách ra để mỗi phần theo đúng thủ tục.",
    )
)
reopen = _page(
    Act(
        "Mở lại",
        "Mở lại",
        forms.ReasonForm,
        lambda case, user, given: triage.reopen(case, by=user, **given),
        "Đã mở lại.",
        "Phân loại nhầm thì mở lại; người gửi đọc được lý do.",
    )
)
assign = _page(
    Act(
        "Giao người xử lý",
        "Giao",
        forms.AssignForm,
        lambda case, user, given: moving.assign(case, by=user, **given),
        "Đã giao.",
        "Người được giao xem được người gửi và soạn trả lời.",
    )
)
move = _page(
    Act(
        "Chuyển đơn vị khác",
        "Chuyển",
        forms.MoveForm,
        lambda case, user, given: moving.move(case, by=user, **given),
        "Đã chuyển.",
        "Việc trả lời chuyển theo; thời gian ở từng đơn vị được tính riêng.",
    )
)
give_back = _page(
    Act(
        "Trả lại đơn vị đã chuyển",
        "Trả lại",
        forms.ReasonForm,
        lambda case, user, given: moving.give_back(case, by=user, **given),
        "Đã trả lại.",
    )
)
ask = _page(
    Act(
        "Đề nghị người gửi bổ sung",
        "Gửi đề nghị",
        forms.AskForm,
        lambda case, user, given: asking.ask(case, by=user, **given),
        "Đã gửi đề nghị. Thời hạn trả lời tạm dừng.",
        "Thời hạn trả lời tạm dừng đến khi người gửi bổ sung, hoặc hết ngày đề nghị.",
    )
)
extend = _page(
    Act(
        "Gia hạn trả lời",
        "Gia hạn",
        forms.ExtendForm,
        lambda case, user, given: extending.extend(case, by=user, **given),
        "Đã gia hạn; người gửi đọc được lý do.",
    )
)


def _note(case: Case, user: Any, given: dict[str, Any]) -> None:
    with changed(case, by=user, what=StepKind.NOTED, version=given["version"]) as row:
        note(row, StepKind.NOTED, by=user, text=given["text"])


remark = _page(Act("Ghi chú nội bộ", "Ghi", forms.NoteForm, _note, "Đã ghi chú.", "Người gửi không đọc được."))


@require_POST
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """Take it up oneself."""
    case = workable_case(request, pk)
    return _pressed(
        request,
        case,
        lambda version: moving.assign(case, handler=request.user, by=request.user, version=version),
        "Đã nhận xử lý.",
    )


@require_POST
def stop_waiting(request: PersonRequest, pk: int) -> HttpResponse:
    """Wait for the sender no longer."""
    case = workable_case(request, pk)
    return _pressed(
        request,
        case,
        lambda version: asking.stop(case, by=request.user, version=version),
        "Thời hạn trả lời tính tiếp.",
    )


def _pressed(request: PersonRequest, case: Case, do: Callable[[int | None], object], done: str) -> HttpResponse:
    """An act of one press; a double click says it once."""
    typed = request.POST.get("version", "")
    try:
        do(int(typed) if typed.isdecimal() and len(typed) < 10 else None)
    except Again:
        pass
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, done)
    return redirect(case)
