import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac

from lantoa.accounts.enums import Role
from lantoa.organisations.models import Unit
from lantoa.vietnamese.text import fold, person_sort_key, squeeze


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A person who can sign in; without a password they set one by the invitation's link."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)

    def visible_to(self, user: "User") -> "models.QuerySet[User]":
        """People who hold a role within the subtree that `user` may see, and `user`."""
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        holders = Membership.objects.filter(access.within(user, Power.SEE, "unit__path")).values("user_id")
        return self.filter(Q(pk__in=holders) | Q(pk=user.pk))


class User(AbstractBaseUser):
    """A person. Rights come from memberships alone: nobody is staff or superuser here."""

    username = models.CharField(
        "tên đăng nhập", max_length=60, unique=True, error_messages={"unique": "Tên đăng nhập này đã có người dùng."}
    )
    full_name = models.CharField("họ và tên", max_length=120)
    email = models.EmailField("thư điện tử", blank=True)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    is_active = models.BooleanField("được đăng nhập", default=True)
    date_joined = models.DateTimeField("ngày tạo", default=timezone.now)
    folded = models.CharField(max_length=300, editable=False, db_index=True, default="")
    sort_key = models.CharField(max_length=500, editable=False, db_index=True, default="")
    feed_token = models.CharField(max_length=64, editable=False, unique=True, null=True)  # noqa: DJ001 - unique, most have none
    session_salt = models.CharField(max_length=32, editable=False, default="")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    objects = UserManager()

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        ordering = ("sort_key",)
        constraints = (
            # People sign in by it and single sign-on finds them by it: it must lead to one person.
            models.UniqueConstraint(
                fields=["email"],
                condition=~Q(email=""),
                name="user_email_once",
                violation_error_message="Địa chỉ thư điện tử này đã có người dùng.",
            ),
        )

    def __str__(self) -> str:
        return self.full_name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.full_name = squeeze(self.full_name)
        self.username, self.email = self.username.lower(), self.email.lower()
        self.folded = fold(f"{self.full_name} {self.username} {self.email}")[:300]
        self.sort_key = person_sort_key(self.full_name or self.username)[:500]
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        """The given name: Vietnamese people are addressed by the last word of their name."""
        return self.full_name.rsplit(" ", 1)[-1] or self.username

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end with the password they began under, and with `session_salt` (sign out everywhere)."""
        return salted_hmac(
            "lantoa.accounts.session", f"{self.password}{self.session_salt}", secret=secret, algorithm="sha256"
        ).hexdigest()

    def end_sessions(self) -> None:
        """Sign the person out wherever they are signed in."""
        self.session_salt = get_random_string(32)
        self.save(update_fields=["session_salt"])

    @property
    def hat(self) -> "Membership | None":
        """The membership that the person acts in during this request (HatMiddleware), None: all of them."""
        return getattr(self, "_hat", None)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def valid_on(self, day: dt.date) -> "MembershipQuerySet":
        """Those that count on `day`."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), valid_from__lte=day)

    def current(self) -> "MembershipQuerySet":
        return self.valid_on(timezone.localdate())

    def not_ended(self) -> "MembershipQuerySet":
        """Those that count today or will."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=timezone.localdate()))

    def visible_to(self, user: User) -> "MembershipQuerySet":
        from lantoa.accounts import access
        from lantoa.accounts.enums import Power

        return self.filter(access.within(user, Power.SEE, "unit__path") | Q(user=user))


class Membership(models.Model):
    """A role of a person in a unit, from a day to a day. One person may hold several."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name="người dùng")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=20, choices=Role)
    title = models.CharField("chức vụ", max_length=100, blank=True, help_text="Như ghi trên văn bản: Hiệu trưởng …")
    valid_from = models.DateField("từ ngày", default=timezone.localdate)
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "vai trò trong đơn vị"
        ordering = ("unit__sort_key", "role")
        constraints = (
            # Ended ones stay beside it: the same role may be held again.
            models.UniqueConstraint(
                fields=["user", "unit", "role"], condition=Q(valid_to__isnull=True), name="membership_open_once"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="membership_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.unit.label}"

    @property
    def is_open(self) -> bool:
        """Whether it counts today or will."""
        return self.valid_to is None or self.valid_to > timezone.localdate()


class FailedSignIns(models.Model):
    """Failures in a row for one sign-in name, whether anybody bears it or not, and until when it is locked.

    Level 2 of TCVN 14423:2026: locked for 15 minutes after 5 failures. Kept in the database and not in the cache: a
    cache may forget.
    """

    LIMIT = 5
    LOCKED_FOR = dt.timedelta(minutes=15)

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveSmallIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = "lần đăng nhập sai"

    def __str__(self) -> str:
        return f"{self.count} lần sai"

    @classmethod
    def of(cls, name: str) -> "FailedSignIns | None":
        return cls.objects.filter(key=cls.key_of(name)).first()

    @staticmethod
    def key_of(name: str) -> str:
        """Names are typed with slips (a password in the wrong field): only their hash is kept."""
        return salted_hmac("lantoa.accounts.failed", name.lower(), algorithm="sha256").hexdigest()

    @classmethod
    def begin(cls, name: str) -> "FailedSignIns":
        """Count a try before the password is looked at, so that many tries at once do not pass; `forget` after a
        right one. Where the name is locked nothing is counted: see `locked_until`."""
        with transaction.atomic():
            cls.objects.get_or_create(key=cls.key_of(name))
            tries = cls.objects.select_for_update().get(key=cls.key_of(name))
            if not tries.locked_until:
                is_old = tries.last_at + cls.LOCKED_FOR <= timezone.now()
                tries.count = 1 if is_old else tries.count + 1
                tries.last_at = timezone.now()
                tries.save(update_fields=["count", "last_at"])
                tries.was_counted = True
        return tries

    was_counted = False

    @classmethod
    def forget(cls, name: str) -> None:
        """Begin again at nought."""
        cls.objects.filter(key=cls.key_of(name)).delete()

    @property
    def locked_until(self) -> dt.datetime | None:
        until = self.last_at + self.LOCKED_FOR
        return until if self.count >= self.LIMIT and until > timezone.now() else None

    @property
    def left(self) -> int:
        """Tries left before the lock."""
        return max(self.LIMIT - self.count, 0)
