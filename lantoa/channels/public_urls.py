from django.urls import path

from lantoa.channels.views import newsletter

app_name = "newsletter"
urlpatterns = [
    path("xac-nhan/<str:token>/", newsletter.confirm, name="confirm"),
    path("thoi-nhan/<str:token>/", newsletter.leave, name="leave"),
]
