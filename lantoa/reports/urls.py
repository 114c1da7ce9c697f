from django.urls import URLPattern

from lantoa.reports.urls_periods import patterns as setting_up
from lantoa.reports.urls_reports import patterns as reporting

app_name = "reports"
urlpatterns: list[URLPattern] = [*reporting, *setting_up]
