from django.urls import path

from lantoa.jobs import views

app_name = "jobs"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("lam-viec/tien-trinh/<int:pk>/", views.progress, name="progress"),
    path("lam-viec/tien-trinh/<int:pk>/tep/", views.file, name="file"),
]
