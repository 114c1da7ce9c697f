from django.urls import URLPattern, path

from lantoa.legal import views
from lantoa.legal.document_import import PAGES

app_name = "legal"
urlpatterns: list[URLPattern] = [
    path("", views.listing, name="list"),
    path("xuat/", views.export, name="export"),
    *PAGES.urls("nhap/"),
    path("moi/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/sua/", views.edit, name="edit"),
    path("<int:pk>/het-hieu-luc/", views.end, name="end"),
    path("<int:pk>/con-hieu-luc/", views.revive, name="revive"),
]
