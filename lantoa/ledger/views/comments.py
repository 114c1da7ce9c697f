"""Talk on an obligation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.ledger import comments
from lantoa.ledger.claims_form import CommentForm
from lantoa.ledger.models import Comment, Obligation
from lantoa.ledger.views import detail


@require_POST
def comment_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Say something about it."""
    row = detail.get_check_for_user(request, pk)
    if not comments.may_post(request.user, row):
        raise PermissionDenied("Vai trò hiện tại chỉ xem, không gửi trao đổi.")
    form = CommentForm(request.POST)
    if form.is_valid():
        try:
            comments.post(row, by=request.user, text=form.cleaned_data["said"], form_key=form.cleaned_data["form_key"])
        except ValidationError as fault:
            form.add_error("said", fault)
        else:
            messages.success(request, "Đã gửi trao đổi.")
            return redirect(f"{reverse('ledger:detail', args=[row.pk])}#trao-doi")
    return detail.page(request, row, status=422, comment_form=form)


@require_POST
def comment_removal(request: PersonRequest, pk: int) -> HttpResponse:
    """Take one's own words away."""
    seen = Comment.objects.filter(obligation__in=Obligation.objects.visible_to(request.user))
    comment = get_object_or_404(seen.select_related("obligation__unit"), pk=pk)
    comments.remove(comment, by=request.user)
    messages.success(request, "Đã gỡ trao đổi.")
    return redirect(f"{reverse('ledger:detail', args=[comment.obligation_id])}#trao-doi")
