from django.urls import URLPattern

app_name = "disclosure_public"
urlpatterns: list[URLPattern] = []
