from django.apps import AppConfig


class LegalConfig(AppConfig):
    name = "lantoa.legal"
    verbose_name = "văn bản"

    def ready(self) -> None:
        from lantoa.legal import bookcase

        bookcase.register()
