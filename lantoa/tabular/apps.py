from django.apps import AppConfig


class TabularConfig(AppConfig):
    name = "lantoa.tabular"
    verbose_name = "bảng tính"
