from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lantoa.accounts.requests import PersonRequest
from lantoa.notices.models import MailChoice, Notice, NoticeKind

PER_PAGE = 30


@require_GET
def notice_list(request: PersonRequest) -> HttpResponse:
    """What was I told? Unread first."""
    mine = Notice.objects.visible_to(request.user)
    counts = mine.aggregate(total=Count("pk"), unread=Count("pk", filter=Q(read_at__isnull=True)))
    kind = request.GET.get("loai", "")
    only_unread = request.GET.get("chua-doc") == "1"
    rows = mine.filter(kind=kind) if kind in NoticeKind.values else mine
    rows = rows.unread() if only_unread else rows
    rows = rows.select_related("by").alias(is_read=Q(read_at__isnull=False)).order_by("is_read", "-at", "-pk")
    context = {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("trang")),
        "counts": counts,
        "kinds": NoticeKind.choices,
        "kind": kind,
        "only_unread": only_unread,
    }
    return render(request, "notices/notice_list.html", context)


def _get_check_for_user(request: PersonRequest, pk: int) -> Notice:
    """The person's own notice, or 404."""
    return get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)


@require_POST
def opening(request: PersonRequest, pk: int) -> HttpResponse:
    """Read it and go to what it is about."""
    notice = _get_check_for_user(request, pk)
    _mark_read(notice)
    return redirect(notice.url if notice.url.startswith("/") else "notices:list")


@require_POST
def reading(request: PersonRequest, pk: int) -> HttpResponse:
    """Mark one as read."""
    _mark_read(_get_check_for_user(request, pk))
    return redirect("notices:list")


def _mark_read(notice: Notice) -> None:
    Notice.objects.unread().filter(pk=notice.pk).update(read_at=timezone.now())


@require_POST
def reading_all(request: PersonRequest) -> HttpResponse:
    """Mark all as read."""
    count = Notice.objects.visible_to(request.user).unread().update(read_at=timezone.now())
    messages.success(request, f"Đã đánh dấu đã đọc {count} thông báo." if count else "Không còn thông báo chưa đọc.")
    return redirect("notices:list")


class MailForm(forms.ModelForm):  # type: ignore[type-arg]
    """Whether the digest comes."""

    class Meta:
        model = MailChoice
        fields = ("wants_digest",)
        labels = {"wants_digest": "Nhận thư tổng hợp mỗi ngày làm việc"}
        help_texts = {
            "wants_digest": "Một thư mỗi ngày, chỉ khi có thông báo chưa đọc. Thư đôn đốc khẩn vẫn được gửi ngay."
        }


def mail_choice(request: PersonRequest) -> HttpResponse:
    """Which mail do I get?"""
    choice = MailChoice.objects.filter(user=request.user).first() or MailChoice(user=request.user)
    form = MailForm(request.POST if request.method == "POST" else None, instance=choice)
    if request.method == "POST" and form.is_valid():
        MailChoice.objects.update_or_create(user=request.user, defaults=form.cleaned_data)
        messages.success(request, "Đã lưu lựa chọn nhận thư.")
        return redirect("notices:mail_choice")
    return render(request, "notices/mail_choice.html", {"form": form})
