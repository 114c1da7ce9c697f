from django.urls import URLPattern, path

from lantoa.portal import search_views

urlpatterns: list[URLPattern] = [
    path("tim-kiem/", search_views.search, name="search"),
    path("tim-kiem/goi-y/", search_views.suggestions, name="suggestions"),
]
