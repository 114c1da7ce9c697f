"""What a number must be that people are told to call."""

import re

from django.core.exceptions import ValidationError

_CALLABLE = re.compile(r"|\+?[\s().-]*(?:[0-9][\s().-]*){3,15}")


def demand_callable(typed: str) -> None:
    """Nothing, or a line that can be called: 3 digits (113) to 15 (with the country). Raises ValidationError."""
    if not _CALLABLE.fullmatch(typed):
        raise ValidationError("Số điện thoại chưa đúng. Ghi một số gọi được, ví dụ 0203 3825 111 hoặc 1900 1234.")
