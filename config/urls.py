"""Addresses. People's are Vietnamese without accents; every one must stand in the permission table
(tests/test_permissions.py)."""

from django.urls import include, path

urlpatterns = [
    path("", include("lantoa.portal.urls")),
    path("tin-tuc/", include("lantoa.news.public_urls")),
    path("tu-sach/", include("lantoa.legal.public_urls")),
    path("thu-tuc/", include("lantoa.procedures.public_urls")),
    path("phan-anh/", include("lantoa.feedback.public_urls")),
    path("khao-sat/", include("lantoa.surveys.public_urls")),
    path("cong-khai/", include("lantoa.disclosure.public_urls")),
    path("", include("lantoa.accounts.urls")),
    path("", include("lantoa.review.urls")),
    path("lam-viec/", include("lantoa.workspace.urls")),
    path("lam-viec/giao-dien/", include("lantoa.ui.urls")),
    path("lam-viec/ke-hoach/", include("lantoa.plans.urls")),
    path("lam-viec/viec/", include("lantoa.ledger.urls")),
    path("lam-viec/hoat-dong/", include("lantoa.ledger.activity_urls")),
    path("lam-viec/don-doc/", include("lantoa.oversight.urls")),
    path("lam-viec/tin-bai/", include("lantoa.news.urls")),
    path("lam-viec/kenh/", include("lantoa.channels.urls")),
    path("lam-viec/bao-cao/", include("lantoa.reports.urls")),
    path("lam-viec/thu-tuc/", include("lantoa.procedures.urls")),
    path("lam-viec/niem-yet/", include("lantoa.displays.urls")),
    path("lam-viec/ho-so/", include("lantoa.dossiers.urls")),
    path("lam-viec/phan-anh/", include("lantoa.feedback.urls")),
    path("lam-viec/khao-sat/", include("lantoa.surveys.urls")),
    path("lam-viec/cong-khai/", include("lantoa.disclosure.urls")),
    path("lam-viec/thong-bao/", include("lantoa.notices.urls")),
    path("lam-viec/don-vi/", include("lantoa.organisations.urls")),
    path("lam-viec/van-ban/", include("lantoa.legal.urls")),
    path("ban-tin/", include("lantoa.channels.public_urls")),
    path("kenh-anh/", include("lantoa.channels.picture_urls")),
    path("", include("lantoa.jobs.urls")),
]

handler404 = "lantoa.ui.views.not_found"
