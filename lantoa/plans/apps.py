from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "lantoa.plans"
    verbose_name = "kế hoạch"

    def ready(self) -> None:
        """Say on a document's page which plans rest on it."""
        from lantoa.legal import citations
        from lantoa.plans.cited import plans_citing

        citations.providers.append(plans_citing)
