from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "lantoa.dossiers"
    verbose_name = "số liệu giải quyết hồ sơ"

    def ready(self) -> None:
        """Offer its figures to reports."""
        from lantoa.dossiers import sources

        sources.register_all()
