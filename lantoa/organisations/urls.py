from django.urls import URLPattern, path

from lantoa.organisations.unit_import import PAGES
from lantoa.organisations.views import changes, groups, unit, units

app_name = "organisations"
urlpatterns: list[URLPattern] = [
    path("", units.listing, name="list"),
    path("xuat/", units.export, name="export"),
    path("goi-y/", units.suggest, name="suggest"),
    path("moi/", unit.new, name="new"),
    *PAGES.urls("nhap/"),
    path("nhom/", groups.listing, name="groups"),
    path("nhom/moi/", groups.new, name="group_new"),
    path("nhom/xem-truoc/", groups.preview, name="group_preview"),
    path("nhom/<int:pk>/", groups.detail, name="group"),
    path("nhom/<int:pk>/sua/", groups.edit, name="group_edit"),
    path("nhom/<int:pk>/xoa/", groups.delete, name="group_delete"),
    path("thay-doi/<uuid:act>/hoan-tac/", changes.undo, name="change_undo"),
    path("<int:pk>/", unit.detail, name="detail"),
    path("<int:pk>/sua/", unit.edit, name="edit"),
    path("<int:pk>/lien-he/", unit.contacts, name="contacts"),
    path("<int:pk>/thay-doi/", changes.choose, name="change"),
    path("<int:pk>/thay-doi/<slug:kind>/", changes.record, name="change_record"),
]
