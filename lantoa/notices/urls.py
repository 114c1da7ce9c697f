from django.urls import path

from lantoa.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notice_list, name="list"),
    path("da-doc/", views.reading_all, name="reading_all"),
    path("thu/", views.mail_choice, name="mail_choice"),
    path("<int:pk>/mo/", views.opening, name="opening"),
    path("<int:pk>/da-doc/", views.reading, name="reading"),
]
