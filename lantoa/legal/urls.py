from django.urls import URLPattern, path

from lantoa.legal.document_import import PAGES
from lantoa.legal.views import bookcase
from lantoa.legal.views import register as views

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
    path("<int:pk>/tu-sach/", bookcase.publish, name="publish"),
    path("<int:pk>/rut/", bookcase.unpublish, name="unpublish"),
    path("<int:pk>/tep/", bookcase.add_file, name="add_file"),
    path("tep/<int:pk>/", bookcase.file, name="file"),
    path("tep/<int:pk>/bo/", bookcase.remove_file, name="remove_file"),
]
