from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "lantoa.channels"
    verbose_name = "kênh truyền thông"
