from django.urls import path

from lantoa.portal import search_urls, views

app_name = "portal"
urlpatterns = [path("", views.home, name="home"), *search_urls.urlpatterns]
