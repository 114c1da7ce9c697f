from django.apps import AppConfig


class WorkspaceConfig(AppConfig):
    name = "lantoa.workspace"
    verbose_name = "bàn làm việc"

    def ready(self) -> None:
        """Fill the rail: the shell knows the pages, the look below it does not. Join rooms that know nothing of each
        other."""
        from lantoa.ledger import counted_in, panels
        from lantoa.news import targets
        from lantoa.oversight import opening, panel
        from lantoa.reports import carried
        from lantoa.ui import menu
        from lantoa.workspace.crossing import accepted_reports, period_names, plan_money, report_addresses
        from lantoa.workspace.menu import GROUPS
        from lantoa.workspace.news_asked import articles_asked

        menu.fill(GROUPS)
        counted_in.providers.append(accepted_reports)
        opening.providers.append(report_addresses)
        opening.namers.append(period_names)
        carried.money_providers.append(plan_money)
        targets.plan_providers.append(articles_asked)
        panels.providers.append((panel.TEMPLATE, panel.reminders_of))
