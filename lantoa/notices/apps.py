from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lantoa.notices"
    verbose_name = "thông báo"
