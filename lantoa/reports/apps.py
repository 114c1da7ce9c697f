from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lantoa.reports"
    verbose_name = "báo cáo"

    def ready(self) -> None:
        """Offer the ledger's figures, let drafts be written; hear of units that end, after the ledger and, undoing,
        before it too. Put reports on the desks of those who act on them."""
        from lantoa.ledger import keepers, logged_next, next_steps, sharing, shut
        from lantoa.organisations import events
        from lantoa.reports import closed, desk, drafting, filling, heirs, joining, keeping, plain, sources, taking_in
        from lantoa.review import waiting

        plain.register_links()
        sources.register_ledger()
        filling.draft_writers.append(drafting.drafts)
        events.after_succession.append(heirs.follow)
        events.on_undo.insert(0, heirs.let_go)
        events.after_undo.append(heirs.restore_lines)
        waiting.providers.append(desk.waiting)
        sharing.on_new_lead.append(joining.follow_lead)
        next_steps.list_providers.append(desk.steps_of)
        shut.providers.append(closed.shut_lines)
        keepers.providers.append(keeping.keeper_of)
        logged_next.tellers.append(taking_in.taken_in)
