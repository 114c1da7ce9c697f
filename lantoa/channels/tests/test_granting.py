"""Signing in at Facebook and Zalo: the tokens land in the vault, and nobody else's answer is taken for one's own."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.accounts.models import User
from lantoa.audit.models import Entry
from lantoa.channels import granting, vault
from lantoa.channels.enums import ChannelType, Health
from lantoa.channels.factories import ChannelFactory
from lantoa.channels.models import Channel
from lantoa.channels.tests.servers import graph as graph_server
from lantoa.channels.tests.servers import zalo as zalo_server_module
from lantoa.channels.tests.servers.graph import GraphServer
from lantoa.channels.tests.servers.zalo import ZaloServer
from tests.html import parse, words

pytestmark = pytest.mark.django_db
_CARRIED = ("state", "code", "oa_id")
OLD = "Bắt đầu lại từ đầu"


def said(answer: Any) -> str:
    return words(parse(answer))


def facebook(server: GraphServer, **more: Any) -> Channel:
    options = {"api": server.url, "dialog": server.url, **more.pop("options", {"app_id": graph_server.APP})}
    kept = more.pop("kept", {"app_secret": graph_server.APP_SECRET})
    return ChannelFactory.make(type=ChannelType.FACEBOOK, options=options, kept=kept, **more)


def zalo(server: ZaloServer, **more: Any) -> Channel:
    options = {"api": server.url, "oauth": server.url, "app_id": zalo_server_module.APP}
    kept = {"app_secret": zalo_server_module.APP_SECRET}
    return ChannelFactory.make(type=ChannelType.ZALO, options=options, kept=kept, **more)


def head_of(channel: Channel) -> User:
    return UserFactory.make(role=Role.HEAD, role__unit=channel.unit)


def consent(client: Any, channel: Channel) -> str:
    """The address that the guide's button leads to."""
    page = parse(client.get(reverse("channels:grant", args=[channel.pk])))
    links = {words(one): str(one.get("href")) for one in page.iter("{*}a")}
    return next(address for label, address in links.items() if label.startswith("Đăng nhập"))


def sent_back(address: str) -> str:
    """Where the channel sends the browser of a person who agrees, without the host."""
    answer = httpx.get(address)
    assert answer.status_code == 302, answer.text
    parts = urlsplit(answer.headers["Location"])
    return f"{parts.path}?{parts.query}"


def save(client: Any, address: str) -> Any:
    """Press the button of the page that one comes back to."""
    page = parse(client.get(address))
    fields = {one.get("name"): one.get("value") for one in page.iter("{*}input") if one.get("name") in _CARRIED}
    return client.post(urlsplit(address).path, fields, follow=True)


def test_a_page_is_chosen_and_its_lasting_token_sealed(graph: GraphServer, client: Any):
    channel = facebook(graph)
    client.force_login(head_of(channel))
    page = save(client, sent_back(consent(client, channel)))
    assert "Kênh này là trang nào?" in said(page)
    assert "Sở GDĐT An Bình" in said(page)
    assert "không được tạo nội dung" in said(page)
    assert graph_server.TOKEN not in page.content.decode()
    answer = client.post(reverse("channels:grant_pages", args=[channel.pk]), {"trang": graph_server.PAGE}, follow=True)
    assert "Kênh dùng trang “Sở GDĐT An Bình”" in said(answer)
    channel.refresh_from_db()
    assert vault.secrets_of(channel) == {"token": graph_server.TOKEN, "app_secret": graph_server.APP_SECRET}
    assert (channel.options["page_id"], channel.health) == (graph_server.PAGE, Health.GOOD)
    assert Entry.objects.about(channel).filter(action="channel_granted").exists()
    assert not channel.is_live  # signing in switches nothing on


def test_a_page_on_which_one_may_not_post_is_not_taken(graph: GraphServer, client: Any):
    channel = facebook(graph)
    client.force_login(head_of(channel))
    save(client, sent_back(consent(client, channel)))
    choose = reverse("channels:grant_pages", args=[channel.pk])
    answer = client.post(choose, {"trang": graph_server.OTHER_PAGE}, follow=True)
    assert "không được tạo nội dung trên trang" in said(answer)
    assert "token" not in vault.secrets_of(Channel.objects.get(pk=channel.pk))


def test_the_pages_are_for_who_signed_in_and_are_forgotten(graph: GraphServer, client: Any):
    channel = facebook(graph)
    client.force_login(head_of(channel))
    save(client, sent_back(consent(client, channel)))
    client.force_login(head_of(channel))
    assert "Không có trang nào để chọn" in said(client.get(reverse("channels:grant_pages", args=[channel.pk])))
    assert granting.forget_unchosen() == 0
    with time_machine.travel(timezone.now() + dt.timedelta(minutes=11)):
        assert granting.forget_unchosen() == 1
    assert vault.names_of(Channel.objects.get(pk=channel.pk)) == ["app_secret"]


def test_an_account_gets_its_first_pair_by_code_and_verifier(zalo_server: ZaloServer, client: Any):
    channel = zalo(zalo_server)
    client.force_login(head_of(channel))
    answer = save(client, sent_back(consent(client, channel)))
    assert "Đã lưu quyền truy cập Zalo" in said(answer)
    channel.refresh_from_db()
    kept = vault.secrets_of(channel)
    assert (kept["access_token"], kept["refresh_token"]) == (zalo_server.token, zalo_server.refresh)
    assert channel.options["oa_id"] == zalo_server_module.ACCOUNT
    assert channel.token_expires_at > timezone.now() + dt.timedelta(hours=24)
    assert channel.refresh_expires_at > timezone.now() + dt.timedelta(days=80)
    assert channel.health == Health.GOOD


def test_coming_back_saves_nothing_before_the_button(zalo_server: ZaloServer, client: Any):
    channel = zalo(zalo_server)
    client.force_login(head_of(channel))
    assert client.get(sent_back(consent(client, channel))).status_code == 200
    assert zalo_server.count("POST", "access_token") == 0


@pytest.mark.parametrize("change", ["another person", "another session", "another kind", "too late", "made up"])
def test_a_state_of_another_time_or_person_is_refused(zalo_server: ZaloServer, client: Any, change: str):
    channel = zalo(zalo_server)
    head = head_of(channel)
    client.force_login(head)
    address, later = sent_back(consent(client, channel)), dt.timedelta()
    if change == "another person":
        client.force_login(head_of(channel))
    elif change == "another session":
        client.logout()
        client.force_login(head)
    elif change == "another kind":
        address = address.replace("/zalo/", "/facebook/")
    elif change == "too late":
        later = dt.timedelta(minutes=11)
    else:
        address = address.replace("state=", "state=x")
    with time_machine.travel(timezone.now() + later, tick=True):
        answer = client.get(address)
    assert answer.status_code == 422
    assert OLD in said(answer)
    query = dict(part.split("=", 1) for part in urlsplit(address).query.split("&"))
    with time_machine.travel(timezone.now() + later, tick=True):
        assert client.post(urlsplit(address).path, query).status_code == 422
    assert zalo_server.count("POST", "access_token") == 0


def test_a_way_back_serves_once(zalo_server: ZaloServer, client: Any):
    channel = zalo(zalo_server)
    client.force_login(head_of(channel))
    address = sent_back(consent(client, channel))
    save(client, address)
    assert OLD in said(save(client, address))
    assert zalo_server.count("POST", "access_token") == 1


def test_a_code_of_another_challenge_is_refused_and_the_old_pair_stays(zalo_server: ZaloServer, client: Any):
    channel = zalo(zalo_server)
    vault.keep(channel, {"access_token": "old-access", "refresh_token": "old-refresh"})
    channel.save()
    client.force_login(head_of(channel))
    address = sent_back(consent(client, channel))
    zalo_server.codes["code-1"] = "another-challenge"
    assert "Code verifier does not match" in said(save(client, address))
    assert vault.secrets_of(Channel.objects.get(pk=channel.pk))["refresh_token"] == "old-refresh"


def test_a_wrong_secret_is_said_in_the_channels_words(graph: GraphServer, client: Any):
    channel = facebook(graph, kept={"app_secret": "wrong-secret"})
    client.force_login(head_of(channel))
    answer = said(save(client, sent_back(consent(client, channel))))
    assert "Error validating client secret." in answer
    assert "wrong-secret" not in answer


def test_who_does_not_agree_comes_back_to_a_sentence(graph: GraphServer, client: Any):
    channel = facebook(graph)
    client.force_login(head_of(channel))
    graph.agrees = False
    answer = client.get(sent_back(consent(client, channel)))
    assert answer.status_code == 422
    assert "Permissions error" in said(answer)


def test_the_sites_application_serves_channels_that_name_none(graph: GraphServer, client: Any, settings: Any):
    settings.CHANNEL_APPLICATIONS = {"facebook": (graph_server.APP, graph_server.APP_SECRET)}
    channel = facebook(graph, options={}, kept={})
    client.force_login(head_of(channel))
    save(client, sent_back(consent(client, channel)))
    client.post(reverse("channels:grant_pages", args=[channel.pk]), {"trang": graph_server.PAGE})
    channel.refresh_from_db()
    assert channel.options["app_id"] == graph_server.APP
    assert vault.names_of(channel) == ["token"]  # the site's secret is not copied into channels
    assert "mã truy cập không có hạn" in channel.health_words


def test_without_an_application_the_guide_says_what_is_missing(client: Any):
    channel = ChannelFactory.make(type=ChannelType.ZALO)
    client.force_login(head_of(channel))
    page = said(client.get(reverse("channels:grant", args=[channel.pk])))
    assert "Chưa có ứng dụng để đăng nhập" in page
    assert granting.back_address("zalo") in page


def test_a_worker_that_renews_meanwhile_is_waited_for(zalo_server: ZaloServer, client: Any):
    channel = zalo(zalo_server)
    client.force_login(head_of(channel))
    address = sent_back(consent(client, channel))
    Channel.objects.filter(pk=channel.pk).update(lease="a", lease_until=timezone.now() + dt.timedelta(minutes=1))
    assert "đang gia hạn" in said(save(client, address))
    assert zalo_server.count("POST", "access_token") == 0
