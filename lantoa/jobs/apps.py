from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lantoa.jobs"
    verbose_name = "việc nền"
