from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from lantoa.ledger.enums import ClaimKind, ClaimState
from lantoa.ledger.models.activity import Activity
from lantoa.ledger.models.obligation import Obligation

if TYPE_CHECKING:
    from lantoa.accounts.models import User


class ClaimQuerySet(models.QuerySet["Claim"]):
    def visible_to(self, user: "User") -> "ClaimQuerySet":
        """Claims on the obligations that the person may see."""
        return self.filter(obligation__in=Obligation.objects.visible_to(user))

    def asked(self) -> "ClaimQuerySet":
        return self.filter(state=ClaimState.ASKED)


class Claim(models.Model):
    """The performer of an obligation asks to have it confirmed: done, judged by the unit that asked for it; or
    "không phát sinh", judged by the performer's own head. An obligation has at most one open claim."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="claims")
    kind = models.CharField("đề nghị", max_length=20, choices=ClaimKind, default=ClaimKind.DONE)
    state = models.CharField("tình trạng", max_length=20, choices=ClaimState, default=ClaimState.ASKED)
    text = models.TextField("lời gửi kèm", blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField("lý do", blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "đề nghị nghiệm thu"
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(state=ClaimState.ASKED), name="claim_one_open_an_obligation"
            ),
            models.CheckConstraint(
                condition=~Q(state=ClaimState.RETURNED) | ~Q(note=""), name="claim_returned_says_why"
            ),
        )
        indexes = (models.Index(fields=["state", "asked_at"]),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.obligation}"

    @property
    def accepted_word(self) -> str:
        """Work is "nghiệm thu", that there was none is "xác nhận": one word for each, wherever it is said."""
        return "Đã nghiệm thu" if self.kind == ClaimKind.DONE else "Đã xác nhận"

    @property
    def state_word(self) -> str:
        """How the claim stands, in the words of its kind."""
        asked = self.accepted_word.replace("Đã", "Chờ")
        words = {ClaimState.ASKED: asked, ClaimState.ACCEPTED: self.accepted_word}
        return words.get(ClaimState(self.state)) or self.get_state_display()


class Delivery(models.Model):
    """One promised product within a claim, with the activities that prove it. `product` names the row of the app that
    promised it ("planproduct-12"); empty: the obligation as a whole. It is ticked off when its claim is accepted."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="deliveries")
    product = models.CharField(max_length=60, blank=True, default="")
    text = models.TextField("sản phẩm")
    activities = models.ManyToManyField(Activity, related_name="deliveries", blank=True, verbose_name="minh chứng")

    class Meta:
        verbose_name = "sản phẩm bàn giao"
        constraints = (models.UniqueConstraint(fields=["claim", "product"], name="delivery_once_a_claim"),)

    def __str__(self) -> str:
        return self.text


class Comment(models.Model):
    """What people say to each other on an obligation."""

    obligation = models.ForeignKey(Obligation, on_delete=models.CASCADE, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    text = models.TextField("trao đổi")
    form_key = models.UUIDField(unique=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "trao đổi"
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return self.text[:80]
