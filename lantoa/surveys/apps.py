from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "lantoa.surveys"
    verbose_name = "khảo sát"

    def ready(self) -> None:
        """Offer the index of satisfaction to reports, remind who is asked for sheets on the desk."""
        from lantoa.review import waiting
        from lantoa.surveys import desk_waiting, figures

        figures.register()
        waiting.providers.append(desk_waiting.waiting)
