from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "lantoa.plans"
    verbose_name = "kế hoạch"

    def ready(self) -> None:
        """Say on a document's page which plans rest on it; hear of readings that the
        background gave up."""
        from lantoa.jobs import upkeep
        from lantoa.ledger import next_steps, products
        from lantoa.legal import citations
        from lantoa.plans.cited import plans_citing
        from lantoa.plans.next_steps import steps_of_own_plans
        from lantoa.plans.plain import register_links
        from lantoa.plans.products import products_of_tasks
        from lantoa.plans.uploading import tell_given_up

        register_links()
        citations.providers.append(plans_citing)
        products.providers.append(products_of_tasks)
        next_steps.list_providers.append(steps_of_own_plans)
        upkeep.on_giving_up.append(tell_given_up)
