from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "lantoa.surveys"
    verbose_name = "khảo sát"
