"""The sign-in library's forms in the house's words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.exceptions import ValidationError


def _name(form: forms.Form, field: str, label: str, help_text: str = "") -> None:
    form.fields[field].label, form.fields[field].help_text = label, help_text
    form.fields[field].widget.attrs.pop("placeholder", None)


class LoginForm(account.LoginForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "login", "Tên đăng nhập hoặc thư điện tử")
        _name(self, "password", "Mật khẩu")
        _name(self, "remember", "Giữ đăng nhập trên máy này")
        self.fields["remember"].help_text = "Không chọn khi dùng máy chung."
        self.fields["login"].widget.attrs |= {"autocomplete": "username", "autocapitalize": "none"}


class _NewPassword(forms.Form):
    """Two fields that must agree, with the rules of a good password said beforehand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "password1", "Mật khẩu mới", " ".join(password_validators_help_texts()))
        _name(self, "password2", "Nhập lại mật khẩu mới")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = forms.Form.clean(self) or self.cleaned_data
        first, second = cleaned.get("password1"), cleaned.get("password2")
        if first and second and first != second:
            self.add_error("password2", ValidationError("Hai lần nhập mật khẩu không giống nhau."))
        return cleaned


class ChangePasswordForm(_NewPassword, account.ChangePasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "oldpassword", "Mật khẩu hiện tại")


class SetPasswordForm(_NewPassword, account.SetPasswordForm):  # type: ignore[misc]
    pass


class ResetPasswordKeyForm(_NewPassword, account.ResetPasswordKeyForm):  # type: ignore[misc]
    pass


class ResetPasswordForm(account.ResetPasswordForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "email", "Thư điện tử", "Địa chỉ đã ghi trong tài khoản.")


class ReauthenticateForm(account.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "password", "Mật khẩu")


class CodeForm(factor.AuthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "code", "Mã xác thực", "Mã 6 chữ số trên ứng dụng xác thực, hoặc một mã dự phòng.")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class CodeAgainForm(factor.ReauthenticateForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "code", "Mã xác thực", "Mã 6 chữ số trên ứng dụng xác thực, hoặc một mã dự phòng.")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class ActivateForm(totp.ActivateTOTPForm):  # type: ignore[misc]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, "code", "Mã trên ứng dụng", "Mã 6 chữ số mà ứng dụng hiện sau khi quét.")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
