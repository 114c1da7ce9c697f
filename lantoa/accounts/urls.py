from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("lantoa.accounts.sign_in_urls")),
    path("", include("lantoa.accounts.people_urls")),
]
