from django.urls import path

from lantoa.workspace import views

app_name = "workspace"
urlpatterns = [path("", views.home, name="home")]
