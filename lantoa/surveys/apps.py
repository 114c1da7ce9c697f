from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "lantoa.surveys"
    verbose_name = "khảo sát"

    def ready(self) -> None:
        """Offer the index of satisfaction to reports."""
        from lantoa.surveys import figures

        figures.register()
