from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "lantoa.procedures"
    verbose_name = "thủ tục hành chính"
