from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "lantoa.dossiers"
    verbose_name = "số liệu giải quyết hồ sơ"
