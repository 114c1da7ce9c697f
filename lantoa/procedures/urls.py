from django.urls import URLPattern, path

from lantoa.procedures.sheet_import import PAGES
from lantoa.procedures.views import beside, catalogue, portal

app_name = "procedures"
urlpatterns: list[URLPattern] = [
    path("", catalogue.listing, name="list"),
    path("xuat/", catalogue.export, name="export"),
    *PAGES.urls("nhap/"),
    path("tep-cong/", portal.upload, name="portal_file"),
    path("tep-cong/<int:pk>/", portal.reading, name="portal_reading"),
    path("moi/", catalogue.new, name="new"),
    path("su-kien/", beside.events, name="events"),
    path("su-kien/moi/", beside.new_event, name="new_event"),
    path("su-kien/<int:pk>/", beside.edit_event, name="edit_event"),
    path("su-kien/<int:pk>/bo/", beside.remove_event, name="remove_event"),
    path("<int:pk>/", catalogue.detail, name="detail"),
    path("<int:pk>/sua/", catalogue.edit, name="edit"),
    path("<int:pk>/phien-ban/", catalogue.amend, name="amend"),
    path("<int:pk>/bai-bo/", catalogue.abolish, name="abolish"),
    path("<int:pk>/tinh-huong/", beside.add_question, name="add_question"),
    path("<int:pk>/mau/", beside.add_form, name="add_form"),
    path("<int:pk>/quy-trinh/", beside.add_process, name="add_process"),
    path("phien-ban/<int:pk>/sua/", catalogue.correct, name="correct"),
    path("phien-ban/<int:pk>/bo/", catalogue.withdraw, name="withdraw"),
    path("tinh-huong/<int:pk>/", beside.edit_question, name="edit_question"),
    path("tinh-huong/<int:pk>/bo/", beside.remove_question, name="remove_question"),
    path("mau/<int:pk>/", beside.form_file, name="form_file"),
    path("mau/<int:pk>/bo/", beside.remove_form, name="remove_form"),
    path("quy-trinh/<int:pk>/", beside.process_file, name="process_file"),
    path("quy-trinh/<int:pk>/ap-dung/", beside.stop_process, name="stop_process"),
]
