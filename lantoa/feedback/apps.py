from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "lantoa.feedback"
    verbose_name = "phản ánh, kiến nghị"
