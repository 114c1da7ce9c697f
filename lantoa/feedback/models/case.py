import datetime as dt
import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from lantoa.audit.edits import Edited
from lantoa.feedback.enums import CLOSED_STATES, OPEN_STATES, CaseKind, CaseState, Source
from lantoa.organisations.models import Unit
from lantoa.procedures.models import Procedure
from lantoa.vault.fields import SealedTextField
from lantoa.vietnamese.text import fold, nfc, search_words, squeeze

if TYPE_CHECKING:
    from lantoa.accounts.models import User

SUBJECT_LIMIT = 200
TEXT_LIMIT = 20_000  # characters
SEALED = ("sender_name", "sender_phone", "sender_email", "sender_address", "sender_account")


class CaseQuerySet(models.QuerySet["Case"]):
    def visible_to(self, user: "User") -> "CaseQuerySet":
        """Cases that a unit of the person holds or held, and, for who directs, heads or follows units, those of the
        units below. Who the sender is, is another question: `feedback.identity`."""
        from lantoa.feedback.scope import visible

        return self.filter(visible(user))

    def open(self) -> "CaseQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def closed(self) -> "CaseQuerySet":
        return self.filter(state__in=CLOSED_STATES)

    def running(self) -> "CaseQuerySet":
        """Whose clock runs: not those that wait for the sender."""
        return self.filter(state__in=OPEN_STATES, paused_since__isnull=True)

    def overdue(self, day: dt.date | None = None) -> "CaseQuerySet":
        """Past their day, the clock running."""
        return self.running().filter(due_on__lt=day or timezone.localdate())

    def by_urgency(self) -> "CaseQuerySet":
        """The most urgent first; what has no day yet before all."""
        return self.order_by(F("due_on").asc(nulls_first=True), "received_at", "pk")

    def search(self, words: str) -> "CaseQuerySet":
        found = self
        for word in search_words(words):
            found = found.filter(folded__contains=word)
        return found


class Case(Edited):
    """A word from the public: who sent what, who has it now, by when it is answered (Nghị định 20/2008/NĐ-CP as
    amended). Taken in by one insert (`feedback.accepting`); all that is worked out of it (kind and unit suggested, the
    due day, the obligation) comes after, by the worker (`feedback.settling`).

    `code` is what people say on the telephone; the secret link's token is not kept, only its digest. Sender fields are
    sealed; `contact_digest` finds the cases of one sender without opening them. Days are days in Vietnam.
    """

    code = models.CharField("mã phản ánh", max_length=20, unique=True)
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    form_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)  # one form sent twice makes one case
    source = models.CharField("nguồn", max_length=20, choices=Source, default=Source.WEB)
    kind = models.CharField("loại", max_length=20, choices=CaseKind, blank=True)
    state = models.CharField("tình trạng", max_length=20, choices=CaseState, default=CaseState.NEW)

    addressed_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="gửi tới đơn vị",
        db_index=False,  # the index with the moment serves both
    )
    addressed_words = models.CharField("đơn vị, nơi xảy ra", max_length=200, blank=True)  # as the sender wrote
    holder = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="cases", verbose_name="đơn vị đang giữ"
    )
    handler = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="handled_cases",
        verbose_name="người xử lý",
    )

    procedure = models.ForeignKey(
        Procedure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="thủ tục"
    )
    subject = models.CharField("tóm tắt", max_length=SUBJECT_LIMIT)
    text = models.TextField("nội dung")
    sender_name = SealedTextField("họ và tên", blank=True, default="")
    sender_phone = SealedTextField("điện thoại", blank=True, default="")
    sender_email = SealedTextField("thư điện tử", blank=True, default="")
    sender_address = SealedTextField("địa chỉ", blank=True, default="")
    sender_account = SealedTextField("tài khoản Zalo", blank=True, default="")
    contact_digest = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    same_digest = models.CharField(max_length=64, blank=True, default="", editable=False, db_index=True)
    address_digest = models.CharField(max_length=64, blank=True, default="", editable=False)  # kept for a day
    wants_publication = models.BooleanField("đồng ý công khai nội dung", default=False)
    consent_at = models.DateTimeField("thông báo về dữ liệu cá nhân lúc", null=True, blank=True)
    consent_text_version = models.CharField(max_length=20, blank=True, default="")

    received_at = models.DateTimeField("nhận lúc", default=timezone.now)
    received_on = models.DateField("ngày nhận", default=timezone.localdate)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )  # the officer who typed it

    due_on = models.DateField("hạn trả lời", null=True, blank=True)
    due_explained = models.TextField("cách tính hạn", blank=True, default="")
    forward_by = models.DateField("hạn chuyển", null=True, blank=True)  # Nghị định 20/2008/NĐ-CP, Điều 9
    paused_since = models.DateField("tạm dừng từ", null=True, blank=True)
    extended_times = models.PositiveSmallIntegerField("số lần gia hạn", default=0)
    extended_days = models.PositiveSmallIntegerField("số ngày gia hạn", default=0)  # working days, all times together
    is_joint = models.BooleanField("cần nhiều đơn vị phối hợp", default=False)  # longer by the rule's `days_many`

    duplicate_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="joined")
    ground = models.TextField("lý do", blank=True, default="")  # why not accepted, where guided to
    closed_at = models.DateTimeField("kết thúc lúc", null=True, blank=True)  # answered, refused, guided, joined
    reopened_at = models.DateTimeField("mở lại lúc", null=True, blank=True)

    settled_at = models.DateTimeField(null=True, blank=True, editable=False, db_index=True)
    suggested_kind = models.CharField(max_length=20, choices=CaseKind, blank=True, default="", editable=False)
    suggested_unit = models.ForeignKey(
        Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False, db_index=False
    )
    suggested_same = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False, db_index=False
    )
    signals = models.JSONField(default=list, blank=True, editable=False)  # sentences: why something is suggested

    folded = models.TextField(editable=False, default="")
    erased_at = models.DateTimeField("xóa dữ liệu cá nhân lúc", null=True, blank=True, editable=False)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = "phản ánh, kiến nghị"
        verbose_name_plural = "phản ánh, kiến nghị"
        ordering = ("-received_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=CaseState.JOINED) | Q(duplicate_of__isnull=False), name="case_joined_to_another"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CaseState.REFUSED, CaseState.DIVERTED]) | ~Q(ground=""),
                name="case_closed_with_a_reason",
            ),
            models.CheckConstraint(condition=~Q(duplicate_of=F("id")), name="case_not_its_own_duplicate"),
        )
        indexes = (
            models.Index(fields=["state", "due_on"]),
            models.Index(fields=["received_at"]),
            models.Index(fields=["addressed_unit", "received_at"], name="case_to_one_unit"),
            models.Index(
                fields=["address_digest", "received_at"], condition=~Q(address_digest=""), name="case_of_one_address"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Bring the texts to one form and set the column that search asks."""
        self.subject, self.text = nfc(squeeze(self.subject))[:SUBJECT_LIMIT], nfc(self.text).strip()
        self.folded = fold(f"{self.code} {self.subject} {self.text}")

    def get_absolute_url(self) -> str:
        """Where it is worked on."""
        return reverse("feedback:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_paused(self) -> bool:
        return self.paused_since is not None

    def is_overdue(self, day: dt.date | None = None) -> bool:
        """Whether the day is past and the clock runs."""
        running = self.is_open and not self.is_paused and self.due_on is not None
        return running and self.due_on is not None and self.due_on < (day or timezone.localdate())

    @property
    def is_anonymous(self) -> bool:
        """Whether nothing of the sender is known: kept as a comment, not as feedback by the decree (Điều 9)."""
        return not any((self.sender_name, self.sender_phone, self.sender_email, self.sender_account))
