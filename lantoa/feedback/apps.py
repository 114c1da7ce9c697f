from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "lantoa.feedback"
    verbose_name = "phản ánh, kiến nghị"

    def ready(self) -> None:
        """Have the worker settle what came in and read the mailbox; erase what is past its time."""
        from lantoa.feedback import erasing, joining_handling, mailbox, settling
        from lantoa.jobs import daily, upkeep

        upkeep.rounds += [settling.settle_new, mailbox.read]
        daily.register("feedback-erase", hour=2, run=erasing.erase_due)
        daily.register("feedback-forget-lines", hour=2, run=lambda day: erasing.forget_lines())
        daily.register("feedback-forget-messages", hour=2, run=lambda day: erasing.forget_messages())
        joining_handling.register()
