from django.urls import path

from lantoa.ledger.views import activities

app_name = "activities"
urlpatterns = [
    path("", activities.activity_list, name="list"),
    path("ghi/", activities.activity_new, name="new"),
    path("<int:pk>/", activities.activity_detail, name="detail"),
    path("<int:pk>/sua/", activities.activity_change, name="change"),
    path("<int:pk>/huy/", activities.activity_cancel, name="cancel"),
    path("<int:pk>/khoi-phuc/", activities.activity_restore, name="restore"),
    path("minh-chung/<int:pk>/", activities.evidence_file, name="file"),
    path("minh-chung/<int:pk>/nho/", activities.evidence_thumb, name="thumb"),
    path("minh-chung/<int:pk>/bo/", activities.evidence_remove, name="file_remove"),
]
