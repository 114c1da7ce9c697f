from django.apps import AppConfig
from django.conf import settings


class OversightConfig(AppConfig):
    name = "lantoa.oversight"
    verbose_name = "đôn đốc, kiểm tra"

    def ready(self) -> None:
        """Have the worker remind people each working morning."""
        from lantoa.jobs import daily
        from lantoa.oversight.morning import morning

        daily.register("oversight: morning", hour=settings.MORNING_HOUR, run=morning)
