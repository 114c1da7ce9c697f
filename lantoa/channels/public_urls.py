from django.urls import path

from lantoa.channels.podcast import PodcastFeed
from lantoa.channels.views import newsletter, podcast

app_name = "newsletter"
urlpatterns = [
    path("", newsletter.newsletters, name="list"),
    path("<int:pk>/", newsletter.sign_up, name="sign_up"),
    path("<int:pk>/da-gui/", newsletter.asked, name="asked"),
    path("<int:pk>/cac-so/", newsletter.archive, name="archive"),
    path("<int:pk>/cac-so/<int:posting_pk>/", newsletter.issue, name="issue"),
    path("xac-nhan/<str:token>/", newsletter.confirm, name="confirm"),
    path("thoi-nhan/<str:token>/", newsletter.leave, name="leave"),
    path("phat-thanh/<int:pk>.xml", PodcastFeed(), name="podcast"),
    path("phat-thanh/<uuid:key>.<str:ending>", podcast.audio, name="audio"),
]
