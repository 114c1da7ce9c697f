from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "lantoa.portal"
    verbose_name = "cổng thông tin"

    def ready(self) -> None:
        """Hear of what is published and withdrawn, and of whatever else readers see; say which pages stand."""
        from django.db.backends.signals import connection_created

        from lantoa.news import seen
        from lantoa.portal import listening, own_pages, search_units
        from lantoa.portal.models import PageView
        from lantoa.portal.watching import watch

        search_units.register()
        listening.register()
        own_pages.register()
        seen.providers.append(PageView.objects.totals)
        connection_created.connect(watch, dispatch_uid="portal.watch")
