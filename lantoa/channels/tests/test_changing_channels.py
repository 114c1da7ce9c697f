"""A channel that is changed while it works: no token is lost, and nothing goes elsewhere unseen."""

import pytest
from django.test import Client
from django.urls import reverse

from lantoa.accounts.enums import Role
from lantoa.accounts.factories import UserFactory
from lantoa.channels import managing, vault
from lantoa.channels.channel_form import ChannelForm
from lantoa.channels.enums import ChannelType
from lantoa.channels.factories import ChannelFactory
from lantoa.channels.models import Channel
from lantoa.notices.models import Notice
from lantoa.organisations.factories import UnitFactory

pytestmark = pytest.mark.django_db
GIVEN = {"name": "Trang của trường", "page_id": "1", "app_id": "", "url": ""}


@pytest.fixture
def channel() -> Channel:
    options, kept = {"page_id": "1"}, {"token": "EAAB-token-one", "app_secret": "secret-of-the-app"}
    unit = UnitFactory.make(upper=True)
    return ChannelFactory.make(type=ChannelType.FACEBOOK, unit=unit, is_live=True, options=options, kept=kept)


def _save(client: Client, channel: Channel, role: Role, **typed: str) -> Channel:
    client.force_login(UserFactory.make(role=role, role__unit=channel.unit))
    client.post(reverse("channels:change", args=[channel.pk]), {**GIVEN, **typed})
    channel.refresh_from_db()
    return channel


@pytest.mark.parametrize("typed", [{"page_id": "2"}, {"secret_token": "EAAB-token-two"}])
def test_where_an_administrator_leads_it_elsewhere_it_rehearses_and_the_head_is_told(
    client: Client, channel: Channel, typed: dict[str, str]
):
    head = UserFactory.make(role=Role.HEAD, role__unit=channel.unit)
    assert not _save(client, channel, Role.ADMIN, **typed).is_live
    assert Notice.objects.filter(user=head, text__contains="đã đổi nơi gửi").count() == 1


def test_another_name_leads_nowhere_else(client: Client, channel: Channel):
    channel = _save(client, channel, Role.ADMIN, name="Tên mới")
    assert (channel.name, channel.is_live) == ("Tên mới", True)


def test_who_may_release_has_seen_it_by_doing_it(client: Client, channel: Channel):
    channel = _save(client, channel, Role.HEAD, page_id="2")
    assert (channel.options["page_id"], channel.is_live) == ("2", True)


def test_a_token_that_the_worker_renewed_meanwhile_is_not_written_over(channel: Channel):
    head = UserFactory.make(role=Role.HEAD, role__unit=channel.unit)
    form = ChannelForm({**GIVEN, "name": "Tên mới"}, channel=channel)
    assert form.is_valid()
    worker = Channel.objects.get(pk=channel.pk)
    vault.keep(worker, {"token": "EAAB-renewed"})
    worker.lease = "of-the-worker"
    worker.save()
    managing.save(form.fill(), form.secrets(), by=head)
    row = Channel.objects.get(pk=channel.pk)
    assert (row.name, vault.secrets_of(row)["token"], row.lease) == ("Tên mới", "EAAB-renewed", "of-the-worker")
