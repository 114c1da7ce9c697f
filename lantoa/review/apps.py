from django.apps import AppConfig


class ReviewConfig(AppConfig):
    name = "lantoa.review"
    verbose_name = "phê duyệt"
