from django.apps import AppConfig
from django.conf import settings


class OversightConfig(AppConfig):
    name = "lantoa.oversight"
    verbose_name = "đôn đốc, kiểm tra"

    def ready(self) -> None:
        """Have the worker remind people each working morning; keep what was urged on the books."""
        from lantoa.jobs import daily
        from lantoa.ledger import acted_on
        from lantoa.oversight import urging
        from lantoa.oversight.morning import morning

        acted_on.providers.append(urging.said_of)
        daily.register("oversight: morning", hour=settings.MORNING_HOUR, run=morning)
