from django.urls import URLPattern

app_name = "procedures_public"
urlpatterns: list[URLPattern] = []
