from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "lantoa.ledger"
    verbose_name = "sổ việc"

    def ready(self) -> None:
        """Hear of units that end; put claims on the desk of those who judge them."""
        from lantoa.ledger import claims_desk, heirs
        from lantoa.organisations import events
        from lantoa.review import waiting

        events.on_succession.append(heirs.hand_over)
        events.on_undo.append(heirs.take_back)
        events.consequences.append(heirs.foretell)
        waiting.providers.append(claims_desk.waiting)
