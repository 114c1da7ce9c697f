from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lantoa.notices"
    verbose_name = "thông báo"

    def ready(self) -> None:
        """Have the worker look after mail that waits to be sent again."""
        from lantoa.jobs import upkeep
        from lantoa.notices import mail

        upkeep.rounds.append(mail.send_waiting)
