"""Readers tell of an error in an article. A page of its own, so that the article's page holds no form and may be kept
whole for everyone."""

from allauth.core import ratelimit
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from lantoa.news import faulting
from lantoa.news.models import Article
from lantoa.vietnamese.text import nfc

LONGEST = 2000


class FaultForm(forms.Form):
    """What is wrong, and where to answer; `website` is a trap for programs that fill every field."""

    text = forms.CharField(
        label="Chỗ sai trong bài",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Chép lại câu hoặc số liệu sai, nói đúng ra là gì.",
    )
    email = forms.EmailField(
        label="Thư điện tử để trả lời",
        required=False,
        help_text="Chỉ dùng để trả lời lời báo này.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        text = nfc(self.cleaned_data["text"]).strip()
        if len(text) < 5:
            raise ValidationError("Nói rõ hơn chỗ sai: chép lại câu hoặc số liệu sai.")
        return text


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The form; five an hour from one address are enough for any reader."""
    article = _live(pk)
    form = FaultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="report_fault"):
            form.add_error(None, "Đã nhận nhiều lời báo từ đường mạng này. Gửi lại sau một giờ.")
        else:
            if not form.cleaned_data["website"]:
                _keep(article, form)
            return redirect("news_public:fault_sent", slug=article.slug, pk=article.pk)
    return render(request, "news/public/report_fault.html", {"article": article, "form": form})


@login_not_required
@require_safe
def thanks(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """That it arrived, and what becomes of it."""
    return render(request, "news/public/fault_sent.html", {"article": _live(pk)})


def _keep(article: Article, form: FaultForm) -> None:
    faulting.report(article, text=form.cleaned_data["text"], email=form.cleaned_data["email"])


def _live(pk: int) -> Article:
    article = Article.objects.live().select_related("unit").filter(pk=min(pk, 2**62)).first()
    if article is None:
        raise Http404("Bài không còn đăng.")
    return article
