from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "lantoa.news"
    verbose_name = "tin, bài"
