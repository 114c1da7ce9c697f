from django.urls import URLPattern, path

from lantoa.feedback import answers_urls
from lantoa.feedback.views import following, hooks, sending

app_name = "feedback_public"
urlpatterns: list[URLPattern] = [
    *answers_urls.PATTERNS,
    path("", sending.index, name="index"),
    path("gui/", sending.send, name="send"),
    path("don-vi/", sending.units, name="units"),
    path("tra-cuu/", following.look_up, name="look_up"),
    path("zalo/", hooks.zalo_hook, name="zalo"),
    path("theo-doi/<str:token>/", following.follow, name="follow"),
    path("theo-doi/<str:token>/qr.svg", following.qr, name="follow_qr"),
    path("theo-doi/<str:token>/bo-sung/", following.supply, name="supply"),
]
