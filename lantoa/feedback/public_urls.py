from django.urls import URLPattern

app_name = "feedback_public"
urlpatterns: list[URLPattern] = []
