"""Addresses of the desk where words are taken in."""

from django.urls import URLPattern, path

from lantoa.feedback.views import entering

patterns: list[URLPattern] = [
    path("ghi/", entering.enter, name="enter"),
    path("<int:pk>/phieu/", entering.receipt, name="receipt"),
    path("<int:pk>/phieu/qr.svg", entering.receipt_qr, name="receipt_qr"),
]
