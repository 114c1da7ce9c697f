from django.urls import URLPattern

app_name = "displays"
urlpatterns: list[URLPattern] = []
