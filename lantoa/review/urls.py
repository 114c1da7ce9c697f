from django.urls import path

from lantoa.review import views

app_name = "review"
urlpatterns = [
    path("lam-viec/duyet/<str:model>/<int:pk>/gui-duong-dan/", views.send, name="send_link"),
    path("duyet/<str:token>/", views.link, name="link"),
    path("duyet/<str:token>/tep/<uuid:key>/", views.link_file, name="link_file"),
    path("duyet/<str:token>/dong-y/", views.approve, name="link_approve"),
    path("duyet/<str:token>/tra-lai/", views.send_back, name="link_send_back"),
]
