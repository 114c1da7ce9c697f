from django.apps import AppConfig


class NewsConfig(AppConfig):
    name = "lantoa.news"
    verbose_name = "tin, bài"

    def ready(self) -> None:
        """Have the worker publish what is due and pass on what is over; put articles on desks and on
        channels."""
        from lantoa.channels import reach
        from lantoa.jobs import daily, upkeep
        from lantoa.news import (
            events,
            faulting,
            offering,
            on_channels,
            plain,
            publishing,
            seen,
            waiting,
            waiting_beside,
            withdrawing,
        )
        from lantoa.review import waiting as desk

        upkeep.rounds.extend([publishing.publish_due, withdrawing.expire_due])
        daily.register("news-late-answers", hour=4, run=lambda day: faulting.send_late())
        desk.providers.extend([waiting.waiting, waiting_beside.waiting])
        on_channels.register()
        reach.view_providers.append(seen.views_of_activities)
        plain.register_links()
        events.on_withdrawn.append(offering.withdrawn_below)
