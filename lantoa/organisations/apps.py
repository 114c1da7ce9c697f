from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "lantoa.organisations"
    verbose_name = "đơn vị"
