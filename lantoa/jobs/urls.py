from django.urls import path

from lantoa.jobs import views

app_name = "jobs"
urlpatterns = [path("healthz", views.healthz, name="healthz"), path("readyz", views.readyz, name="readyz")]
