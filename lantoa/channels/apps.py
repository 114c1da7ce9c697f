from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "lantoa.channels"
    verbose_name = "kênh truyền thông"

    def ready(self) -> None:
        """Have the worker send what is due, look after tokens, read figures and take mail that came back; put
        what waits for release on desks."""
        from lantoa.channels import bounces, granting, health, mails, pictures, reach, sending, subscribing, waiting
        from lantoa.jobs import daily, upkeep
        from lantoa.review import waiting as desk

        upkeep.rounds += [sending.send_due, mails.send_asked, health.look_after, reach.read_due, bounces.read_mailbox]
        daily.register("channels-forget", hour=3, run=lambda day: subscribing.forget_unconfirmed())
        daily.register("channels-forget-gone", hour=3, run=lambda day: subscribing.forget_gone())
        daily.register("channels-forget-pages", hour=3, run=lambda day: granting.forget_unchosen())
        daily.register("channels-forget-pictures", hour=3, run=lambda day: pictures.forget_fitted())
        desk.providers.append(waiting.waiting)
