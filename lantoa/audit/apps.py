from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "lantoa.audit"
    verbose_name = "nhật ký"

    def ready(self) -> None:
        """Put changes of units on record: their room stands below and cannot call this one."""
        from lantoa.audit import units
        from lantoa.organisations import events

        events.on_change.append(units.write_down)
