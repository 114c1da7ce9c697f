"""Rules of a good password that Django does not say in Vietnamese."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LengthValidator(MinimumLengthValidator):
    """At least so many characters (level 2 of TCVN 14423:2026: 8 with a second factor, 14 without)."""

    def get_error_message(self) -> str:
        return f"Mật khẩu quá ngắn; dùng ít nhất {self.min_length} ký tự."

    def get_help_text(self) -> str:
        return f"Mật khẩu có ít nhất {self.min_length} ký tự."
