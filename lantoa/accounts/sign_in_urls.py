"""The sign-in library's views that this house uses, at Vietnamese addresses. There is none to sign up."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.socialaccount import views as social
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from lantoa.accounts.views import single_sign_on

urlpatterns = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-nhap/ma-xac-thuc/", factor.authenticate, name="mfa_authenticate"),
    path("dang-nhap/bi-khoa/", account.account_inactive, name="account_inactive"),
    path("dang-nhap/mot-lan/loi/", login_not_required(social.login_error), name="socialaccount_login_error"),
    path("dang-nhap/mot-lan/thoi/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path("dang-nhap/mot-lan/<slug:provider_id>/", single_sign_on.login, name="openid_connect_login"),
    path("dang-nhap/mot-lan/<slug:provider_id>/ve/", single_sign_on.callback, name="openid_connect_callback"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("quen-mat-khau/", account.password_reset, name="account_reset_password"),
    path("quen-mat-khau/da-gui/", account.password_reset_done, name="account_reset_password_done"),
    path("quen-mat-khau/xong/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^quen-mat-khau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("tai-khoan/mat-khau/", account.password_change, name="account_change_password"),
    path("tai-khoan/mat-khau/dat/", account.password_set, name="account_set_password"),
    path("tai-khoan/xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("tai-khoan/xac-nhan/ma/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("tai-khoan/bao-mat/", factor.index, name="mfa_index"),
    path("tai-khoan/bao-mat/ung-dung/", totp.activate_totp, name="mfa_activate_totp"),
    path("tai-khoan/bao-mat/ung-dung/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tai-khoan/bao-mat/ma-du-phong/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("tai-khoan/bao-mat/ma-du-phong/tao/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("tai-khoan/bao-mat/ma-du-phong/tai-ve/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
