from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lantoa.reports"
    verbose_name = "báo cáo"

    def ready(self) -> None:
        """Offer the figures of the ledger."""
        from lantoa.reports import sources

        sources.register_ledger()
