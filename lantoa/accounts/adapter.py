"""What the sign-in library asks of this house: no sign-up, lock-out by person, Vietnamese throughout."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.userkit import filter_users_by_email, get_user_by_username
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.backends import DEMO_PASSWORD
from lantoa.accounts.models import FailedSignIns, User
from lantoa.audit.models import record

FRESH_SECONDS = 300
_MISMATCH = "Tên đăng nhập hoặc mật khẩu không đúng."


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Rules of signing in and out."""

    error_messages = {
        "account_inactive": "Tài khoản này đang bị khóa; liên hệ người quản trị của đơn vị.",
        "email_password_mismatch": _MISMATCH,
        "username_password_mismatch": _MISMATCH,
        "invalid_login": _MISMATCH,
        "enter_current_password": "Mật khẩu hiện tại không đúng.",
        "incorrect_code": "Mã không đúng; lấy mã mới nhất trên ứng dụng rồi nhập lại.",
        "incorrect_password": "Mật khẩu không đúng.",
        "invalid_or_expired_key": "Liên kết không còn dùng được.",
        "invalid_password_reset": "Liên kết đặt lại mật khẩu không còn dùng được; yêu cầu liên kết mới.",
        "too_many_login_attempts": "Sai quá nhiều lần; thử lại sau 15 phút.",
        "same_as_current": "Giá trị mới phải khác giá trị hiện tại.",
        "rate_limited": "Gửi quá nhiều yêu cầu; chờ một phút rồi thử lại.",
        "username_taken": "Tên đăng nhập này đã có người dùng.",
        "email_taken": "Địa chỉ thư điện tử này đã có người dùng.",
        "duplicate_email": "Địa chỉ thư điện tử này đã có người dùng.",
        "unknown_email": "Không có người dùng nào có địa chỉ này.",
        "username_blacklisted": "Không dùng được tên đăng nhập này; chọn tên khác.",
        "unverified_primary_email": "Cần xác nhận địa chỉ thư điện tử trước.",
        "cannot_remove_primary_email": "Không bỏ được địa chỉ thư điện tử chính.",
        "max_email_addresses": "Không thêm được quá %d địa chỉ thư điện tử.",
        "phone_password_mismatch": _MISMATCH,
        "phone_taken": "Số điện thoại này đã có người dùng.",
        "unknown_phone": "Không có người dùng nào có số này.",
        "select_only_one": "Chỉ chọn một.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are entered by an administrator, never by themselves."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, or say until when the name is locked."""
        tries = FailedSignIns.begin(_identity(credentials))
        if not tries.was_counted:
            raise self._locked(tries)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The person whom the credentials name; a right password makes earlier failures forgotten."""
        found: User | None = super().authenticate(request, **credentials)
        if found:
            FailedSignIns.forget(_identity(credentials))
        return found

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The last try before the lock says that it was the last."""
        person = _person(credentials)
        tries = FailedSignIns.of(_identity(credentials))
        if tries and tries.locked_until:
            record("sign_in_locked", by=None, on=person, text=f"Khóa đăng nhập 15 phút: {person or 'tên lạ'}")
            raise self._locked(tries)
        if tries and tries.left <= 2:
            raise ValidationError(f"{_MISMATCH} Còn {tries.left} lần thử trước khi khóa 15 phút.")

    def _locked(self, tries: FailedSignIns) -> ValidationError:
        until = tries.locked_until
        when = f"{timezone.localtime(until):%H:%M}" if until else "15 phút nữa"
        return ValidationError(f"Đã sai 5 lần liên tiếp nên tài khoản tạm khóa. Thử lại sau {when}.")

    def _delete_login_attempts_cached_email(self, request: HttpRequest, **credentials: Any) -> None:
        """A password newly set by the mailed link opens the lock."""
        FailedSignIns.forget(_identity(credentials))

    def clean_password(self, password: str, user: User | None = None) -> str:
        if password == DEMO_PASSWORD:
            raise ValidationError("Mật khẩu này ai cũng biết; chọn mật khẩu khác.")
        cleaned: str = super().clean_password(password, user)
        return cleaned

    def set_password(self, user: User, password: str) -> None:
        """Set it, and write down that it was (never what it is)."""
        super().set_password(user, password)
        record("password_set", by=user, on=user, text=f"Đặt mật khẩu mới: {user}")

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:profile")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who has just signed in is not asked for the same password again."""
        records = get_authentication_records(self.request, self.request.user)
        newest = max((one["at"] for one in records), default=0)
        return bool(timezone.now().timestamp() - newest > FRESH_SECONDS)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        words = {"reauthenticate": "Dùng mật khẩu", "mfa_reauthenticate": "Dùng mã của ứng dụng xác thực"}
        return [
            {**one, "description": words.get(one["id"], one["description"])}
            for one in super().get_reauthentication_methods(user)
        ]

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """To the address of the person: the library keeps a table of addresses that this house does not use."""
        address = email or user.email
        if address:
            super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, address)

    def format_email_subject(self, subject: str) -> str:
        return f"[Lan Tỏa] {subject}"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Codes from an authenticator application, and recovery codes."""

    error_messages = {
        "add_email_blocked": "Không thêm được thư điện tử khi đang bật xác thực hai lớp.",
        "cannot_delete_authenticator": "Thủ trưởng phải có lớp xác thực thứ hai nên không tắt được.",
        "cannot_generate_recovery_codes": "Bật ứng dụng xác thực trước khi tạo mã dự phòng.",
        "incorrect_code": "Mã không đúng; lấy mã mới nhất trên ứng dụng rồi nhập lại.",
        "unverified_email": "Cần xác nhận địa chỉ thư điện tử trước.",
    }

    def get_totp_label(self, user: User) -> str:
        return user.username

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """A head keeps it where the site asks for it."""
        from lantoa.accounts.second_factor import is_required

        return not is_required(authenticator.user)


def _person(credentials: dict[str, Any]) -> User | None:
    for name in filter(None, (credentials.get("username"), credentials.get("email"))):
        found: User | None = get_user_by_username(name)
        if found is None and "@" in name:
            found = next(iter(filter_users_by_email(name, for_login=True)), None)
        if found:
            return found
    return None


def _identity(credentials: dict[str, Any]) -> str:
    """What failures are counted for: the person, by whichever name; a name that nobody bears counts alike."""
    person = _person(credentials)
    typed = credentials.get("username") or credentials.get("email") or ""
    return f"person:{person.pk}" if person else f"name:{typed.lower()}"
