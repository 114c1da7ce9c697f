from django.urls import URLPattern, path

from lantoa.procedures.views import public

app_name = "procedures_public"
urlpatterns: list[URLPattern] = [
    path("", public.listing, name="list"),
    path("<int:pk>/", public.moved, name="short"),
    path("<int:pk>/in/", public.checklist, name="checklist"),
    path("<int:pk>/qr.svg", public.qr, name="qr"),
    path("mau/<uuid:key>/", public.form_file, name="form"),
    path("quy-trinh/<uuid:key>/", public.process_file, name="process"),
    path("<str:slug>-<int:pk>/", public.detail, name="detail"),
]
