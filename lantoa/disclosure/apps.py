from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "lantoa.disclosure"
    verbose_name = "công khai thông tin"

    def ready(self) -> None:
        """Have the worker look at the links of units once a day."""
        from lantoa.disclosure import checking
        from lantoa.jobs import daily

        daily.register("disclosure-links", hour=5, run=checking.run)
