"""Who may open the pages of sign-in and of people."""

from typing import Any

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import MembershipFactory, UserFactory
from lantoa.accounts.invitation import link_for
from lantoa.tabular.models import PendingImport
from tests.permission_table import Row, World, everyone, signed_in


def prepare(world: World) -> None:
    """`member`: an officer of the own unit; a pending import of each actor."""
    member = UserFactory.make(username="nguoi_duoc_xem")
    world.things["member"] = member
    world.things["membership"] = MembershipFactory.make(user=member, unit=world.own, role=Role.OFFICER)
    row = [2, {"username": "moi", "full_name": "Lê Mới", "unit": world.own.code, "role": "chuyên viên"}]
    world.things["import"] = PendingImport.objects.create(
        kind="people", owner=world.people["admin"], file_name="nguoi.csv", rows=[row]
    )


def _member(world: World) -> dict[str, Any]:
    return {"pk": world.things["member"].pk}


def _role(world: World) -> dict[str, Any]:
    return {**_member(world), "membership_pk": world.things["membership"].pk}


def _import(world: World) -> dict[str, Any]:
    return {"pk": world.things["import"].pk}


def _invited(world: World) -> dict[str, Any]:
    return {"token": link_for(world.things["member"]).rstrip("/").rsplit("/", 1)[-1]}


def administrators(status: int, *, others: int, **special: int) -> dict[str, int | str]:
    """Of the own unit and above it; everyone else who signed in gets `others`."""
    return signed_in(others, admin=status, admin_above=status, **special)


ALL_IN = everyone(200)
OPEN = everyone(302, anonymous=200)  # those who are in are led on
_STAGE = everyone(302)  # only between password and code

SIGN_IN = [
    Row("account_login", OPEN),
    Row("account_login", OPEN, method="POST", data={"login": "ai", "password": "sai"}),
    Row("account_logout", everyone(200, anonymous=302)),
    Row("account_logout", everyone(302), method="POST"),
    Row("account_inactive", ALL_IN),
    Row("account_reset_password", ALL_IN),
    Row("account_reset_password", everyone(302), method="POST", data={"email": "khong@co.example.vn"}),
    Row("account_reset_password_done", ALL_IN),
    Row("account_reset_password_from_key", ALL_IN, kwargs=lambda world: {"uidb36": "1", "key": "sai"}),
    Row("account_reset_password_from_key_done", ALL_IN),
    Row("account_change_password", signed_in(200)),
    Row("account_set_password", signed_in(302)),
    Row("account_reauthenticate", signed_in(200)),
    Row("mfa_authenticate", _STAGE | {"anonymous": 302}),
    Row("mfa_reauthenticate", signed_in(302)),
    Row("mfa_index", signed_in(200)),
    Row("mfa_activate_totp", signed_in(302)),
    Row("mfa_deactivate_totp", signed_in(404)),
    Row("mfa_view_recovery_codes", signed_in(404)),
    Row("mfa_generate_recovery_codes", signed_in(302)),
    Row("mfa_download_recovery_codes", signed_in(404)),
    Row("openid_connect_login", everyone(404), kwargs=lambda world: {"provider_id": "khong-co"}),
    Row("openid_connect_callback", everyone(404), kwargs=lambda world: {"provider_id": "khong-co"}),
    Row("socialaccount_login_error", everyone(401)),
    Row("socialaccount_login_cancelled", ALL_IN),
    Row("accounts:invitation", ALL_IN, kwargs=_invited),
    Row("accounts:invitation", everyone(404), kwargs=lambda world: {"token": "sai"}),
]

OWN = [
    Row("accounts:profile", signed_in(200)),
    Row("accounts:profile", signed_in(422), method="POST"),
    Row("accounts:end_other_sessions", signed_in(302), method="POST"),
    Row("accounts:end_other_sessions", signed_in(405)),
    Row("accounts:hat", signed_in(302), method="POST"),
    Row("accounts:hat", signed_in(404), method="POST", data={"hat": "0"}),
]

_ACT = administrators(302, others=404)
PEOPLE = [
    Row("accounts:people", administrators(200, others=403)),
    Row("accounts:people_export", administrators(200, others=403)),
    Row("accounts:person_new", administrators(200, others=403)),
    Row("accounts:person_new", administrators(422, others=403), method="POST"),
    Row("accounts:people_import", administrators(200, others=403)),
    Row("accounts:people_import_template", administrators(200, others=403)),
    Row("accounts:people_import_preview", signed_in(403, admin=200, admin_above=404), kwargs=_import),
    Row("accounts:people_import_confirm", signed_in(403, admin=302, admin_above=404), method="POST", kwargs=_import),
    Row("accounts:person", administrators(200, others=404), kwargs=_member),
    Row("accounts:person_edit", administrators(200, others=404), kwargs=_member),
    Row("accounts:role_give", administrators(422, others=404), method="POST", kwargs=_member),
    Row("accounts:role_end", _ACT, method="POST", kwargs=_role),
    Row("accounts:person_deactivate", _ACT, method="POST", kwargs=_member),
    Row("accounts:person_reactivate", _ACT, method="POST", kwargs=_member),
    Row("accounts:person_invite", _ACT, method="POST", kwargs=_member),
    Row("accounts:person_reset_second_factor", _ACT, method="POST", kwargs=_member),
]

ROWS = SIGN_IN + OWN + PEOPLE
