from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "lantoa.disclosure"
    verbose_name = "công khai thông tin"
