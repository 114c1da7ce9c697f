from django.urls import URLPattern, path

from lantoa.disclosure.views import public

app_name = "disclosure_public"
urlpatterns: list[URLPattern] = [
    path("", public.index, name="index"),
    path("don-vi/<int:pk>/", public.unit, name="unit"),
    path("tep/<uuid:key>/", public.file, name="file"),
]
