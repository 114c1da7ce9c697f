from django.urls import URLPattern, path

from lantoa.legal.views import public

app_name = "bookcase"
urlpatterns: list[URLPattern] = [
    path("", public.listing, name="list"),
    path("<int:pk>/", public.detail, name="detail"),
    path("<int:pk>/qr.svg", public.qr, name="qr"),
    path("doc/<uuid:key>/", public.reading, name="reading"),
    path("tep/<uuid:key>/", public.file, name="file"),
]
