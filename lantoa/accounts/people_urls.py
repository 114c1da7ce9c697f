from django.urls import path

from lantoa.accounts.people_import import PAGES
from lantoa.accounts.views import hat, invitation, people, person, profile

app_name = "accounts"
urlpatterns = [
    path("tai-khoan/", profile.show, name="profile"),
    path("tai-khoan/dang-xuat-noi-khac/", profile.end_other_sessions, name="end_other_sessions"),
    path("lam-viec/vai-tro/", hat.choose, name="hat"),
    path("loi-moi/<str:token>/", invitation.accept, name="invitation"),
    path("lam-viec/nguoi-dung/", people.listing, name="people"),
    path("lam-viec/nguoi-dung/xuat/", people.export, name="people_export"),
    path("lam-viec/nguoi-dung/them/", people.new, name="person_new"),
    *PAGES.urls("lam-viec/nguoi-dung/nhap/"),
    path("lam-viec/nguoi-dung/<int:pk>/", person.detail, name="person"),
    path("lam-viec/nguoi-dung/<int:pk>/sua/", person.edit, name="person_edit"),
    path("lam-viec/nguoi-dung/<int:pk>/vai-tro/", person.give_role, name="role_give"),
    path("lam-viec/nguoi-dung/<int:pk>/vai-tro/<int:membership_pk>/ket-thuc/", person.end_role, name="role_end"),
    path("lam-viec/nguoi-dung/<int:pk>/khoa/", person.deactivate, name="person_deactivate"),
    path("lam-viec/nguoi-dung/<int:pk>/mo-khoa/", person.reactivate, name="person_reactivate"),
    path("lam-viec/nguoi-dung/<int:pk>/loi-moi/", person.invite, name="person_invite"),
    path("lam-viec/nguoi-dung/<int:pk>/xac-thuc/", person.reset_second_factor, name="person_reset_second_factor"),
]
