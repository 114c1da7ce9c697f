from django.apps import AppConfig


class DisplaysConfig(AppConfig):
    name = "lantoa.displays"
    verbose_name = "niêm yết"
