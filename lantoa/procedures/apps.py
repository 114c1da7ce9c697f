from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "lantoa.procedures"
    verbose_name = "thủ tục hành chính"

    def ready(self) -> None:
        """Have procedures found, and versions take effect on their day."""
        from lantoa.jobs import daily
        from lantoa.procedures import finding
        from lantoa.procedures.versions import take_effect_due

        finding.register()
        daily.register("procedures.versions", hour=0, run=take_effect_due)
