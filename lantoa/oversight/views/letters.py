import io
from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lantoa.accounts import access
from lantoa.accounts.enums import Power
from lantoa.accounts.requests import PersonRequest
from lantoa.ledger.models import Obligation
from lantoa.organisations.models import Unit
from lantoa.oversight import letter as letters
from lantoa.oversight import recipients
from lantoa.oversight.letter_form import LetterForm
from lantoa.oversight.views.urging import chosen, left_out

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: PersonRequest) -> HttpResponse:
    """What does the urging letter say, and by when? With a day (or none) given, the letter. Writes nothing: POST only
    carries a long list."""
    access.demand_somewhere(request.user, Power.DIRECT)
    asked = request.POST if request.method == "POST" else request.GET
    rows = chosen(request, asked.get("viec", "")).exclude(unit_id__in=left_out(asked))
    owed = list(rows.select_related("unit").order_by("unit__sort_key", "due_on", "pk"))
    if not owed:
        messages.info(request, "Không còn đơn vị nào nợ việc này nên không có công văn để soạn.")
        return redirect("oversight:grid")
    start = {"viec": ",".join(str(row.pk) for row in owed), "unit": asked.get("unit"), "text": asked.get("text")}
    form = LetterForm(asked if "by" in asked else None, initial=start)
    if form.is_valid():
        return _written(request, form, owed)
    context = {"form": form, "count": len(owed), "unit_count": len({row.unit_id for row in owed})}
    return render(request, "oversight/letter.html", context, status=422 if form.errors else 200)


def _written(request: PersonRequest, form: LetterForm, owed: Sequence[Obligation]) -> HttpResponse:
    unit = _signing_unit(request, form.cleaned_data["unit"])
    heads = recipients.heads_of(unit)
    title, name = heads[0] if len(heads) == 1 else ("", "")
    text = letters.LetterText(_subject(owed), form.cleaned_data["text"], form.cleaned_data["by"], title, name)
    out = io.BytesIO()
    letters.write(unit, owed, text, timezone.localdate()).save(out)
    headers = {"Content-Disposition": 'attachment; filename="cong-van-don-doc.docx"'}
    return HttpResponse(out.getvalue(), content_type=DOCX, headers=headers)


def _signing_unit(request: PersonRequest, given: str) -> Unit:
    units = access.units_where(request.user, Power.DIRECT)
    found = next((unit for unit in units if str(unit.pk) == given), units[0])
    return Unit.objects.select_related("parent").get(pk=found.pk)


def _subject(owed: Sequence[Obligation]) -> str:
    titles = {row.title for row in owed}
    return f"đôn đốc thực hiện {titles.pop()}"[:150] if len(titles) == 1 else "đôn đốc các việc chưa hoàn thành"
