from django.contrib.auth.decorators import login_not_required
from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from lantoa.portal import feeds, search_urls
from lantoa.portal.sitemap import SECTIONS
from lantoa.portal.views import data, home, small, units

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    *search_urls.urlpatterns,
    path("don-vi/", units.units, name="units"),
    path("don-vi/<int:pk>/", units.unit, name="unit"),
    path("rss/", feeds.PortalFeed(), name="rss"),
    path("atom/", feeds.PortalAtom(), name="atom"),
    path("rss/chuyen-muc/<slug:slug>/", feeds.CategoryFeed(), name="category_rss"),
    path("atom/chuyen-muc/<slug:slug>/", feeds.CategoryAtom(), name="category_atom"),
    path("rss/don-vi/<int:pk>/", feeds.UnitFeed(), name="unit_rss"),
    path("atom/don-vi/<int:pk>/", feeds.UnitAtom(), name="unit_atom"),
    path("s/<slug:code>", small.short, name="short"),
    path("qr/<slug:code>.svg", small.qr, name="qr"),
    path("xem/", small.view, name="view"),
    path("favicon.ico", small.favicon, name="favicon"),
    path("robots.txt", small.robots, name="robots"),
    path(
        "sitemap.xml",
        login_not_required(sitemaps.index),
        {"sitemaps": SECTIONS, "sitemap_url_name": "portal:sitemap_section"},
        name="sitemap",
    ),
    path(
        "sitemap-<slug:section>.xml",
        login_not_required(sitemaps.sitemap),
        {"sitemaps": SECTIONS},
        name="sitemap_section",
    ),
    path("du-lieu/", data.data, name="data"),
    path("du-lieu/<slug:slug>.csv", data.data_csv, name="data_csv"),
    path("du-lieu/<slug:slug>.csv-metadata.json", data.data_csv_metadata, name="data_csv_metadata"),
    path("du-lieu/<slug:slug>.json", data.data_json, name="data_json"),
]
