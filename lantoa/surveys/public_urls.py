from django.urls import path

from lantoa.surveys.views import public, public_answer

app_name = "surveys_public"
urlpatterns = [
    path("", public.listing, name="list"),
    path("ket-qua/<slug:slug>/", public.results, name="results"),
    path("<slug:slug>/", public.survey, name="survey"),
    path("<slug:slug>/da-gui/", public.sent, name="sent"),
    path("<slug:slug>/rieng/<str:token>/", public_answer.by_one_time, name="one_time"),
    path("<slug:slug>/<slug:code>/", public_answer.by_link, name="answer"),
    path("<slug:slug>/<slug:code>/da-gui/", public.sent, name="sent_here"),
]
