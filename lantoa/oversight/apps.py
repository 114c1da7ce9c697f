from django.apps import AppConfig


class OversightConfig(AppConfig):
    name = "lantoa.oversight"
    verbose_name = "đôn đốc, kiểm tra"
