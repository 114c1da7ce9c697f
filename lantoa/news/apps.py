from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "lantoa.news"
    verbose_name = "tin, bài"

    def ready(self) -> None:
        """Have the worker publish what is due and pass on what is over; put articles on desks and on
        channels."""
        from lantoa.jobs import upkeep
        from lantoa.news import on_channels, publishing, waiting, withdrawing
        from lantoa.review import waiting as desk

        upkeep.rounds.extend([publishing.publish_due, withdrawing.expire_due])
        desk.providers.append(waiting.waiting)
        on_channels.register()
