from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lantoa.audit"
    verbose_name = "nhật ký"
