from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "lantoa.ui"
    verbose_name = "giao diện"
