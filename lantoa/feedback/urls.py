from django.urls import URLPattern

from lantoa.feedback import desk_urls, intake_urls

app_name = "feedback"
urlpatterns: list[URLPattern] = [*desk_urls.PATTERNS, *intake_urls.patterns]
