from django.apps import AppConfig


class DisplaysConfig(AppConfig):
    name = "lantoa.displays"
    verbose_name = "niêm yết"

    def ready(self) -> None:
        """Hear of procedures that change; lead from what is owed to the page that finishes it; keep the last photo."""
        from lantoa.displays import confirming, replacing
        from lantoa.ledger import next_steps, proofs
        from lantoa.procedures import events

        events.on_changed.append(replacing.changed)
        events.on_abolished.append(replacing.abolished)
        next_steps.list_providers.append(replacing.steps_of)
        proofs.providers.append(confirming.why_photo_stays)
