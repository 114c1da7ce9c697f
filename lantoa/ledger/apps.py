from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "lantoa.ledger"
    verbose_name = "sổ việc"

    def ready(self) -> None:
        """Hear of units that end."""
        from lantoa.ledger import heirs
        from lantoa.organisations import events

        events.on_succession.append(heirs.hand_over)
        events.on_undo.append(heirs.take_back)
        events.consequences.append(heirs.foretell)
