from django.urls import URLPattern, path

from lantoa.dossiers.figures_import import PAGES
from lantoa.dossiers.views import month, table, targets

app_name = "dossiers"
urlpatterns: list[URLPattern] = [
    path("", table.listing, name="list"),
    path("xuat/", table.export, name="export"),
    path("xuat/ca-nam/", table.export_all, name="export_all"),
    path("nhac/", table.remind, name="remind"),
    *PAGES.urls("nhap/"),
    path("don-vi/<int:pk>/", table.unit_year, name="unit"),
    path("don-vi/<int:pk>/chi-tieu/", targets.targets, name="targets"),
    path("don-vi/<int:pk>/quy-dinh/", targets.scheme, name="scheme"),
    path("don-vi/<int:pk>/<int:year>/<int:month>/", month.month, name="month"),
    path("don-vi/<int:pk>/<int:year>/<int:month>/khong-phat-sinh/", month.nil, name="nil"),
    path("<int:pk>/xoa/", month.remove, name="remove"),
]
