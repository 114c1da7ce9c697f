"""Secrets of channels are unreadable in the database, and a lost key is said in one sentence."""

from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from lantoa.channels import vault
from lantoa.channels.factories import ChannelFactory

pytestmark = pytest.mark.django_db
OLD, NEW = "khoa-cu-" + "x" * 32, "khoa-moi-" + "y" * 32


def test_what_is_kept_comes_back_and_is_not_readable_in_the_row():
    channel = ChannelFactory.make(kept={"token": "EAAB-bi-mat-cua-trang"})
    channel.refresh_from_db()
    assert vault.secrets_of(channel) == {"token": "EAAB-bi-mat-cua-trang"}
    assert "bi-mat" not in channel.secrets


def test_one_secret_is_set_and_taken_away_without_touching_the_others():
    channel = ChannelFactory.make(kept={"token": "một", "app_secret": "hai"})
    vault.keep(channel, {"token": "ba"})
    assert vault.secrets_of(channel) == {"token": "ba", "app_secret": "hai"}
    vault.keep(channel, {"app_secret": None})
    assert vault.names_of(channel) == ["token"]


def test_a_lost_key_is_one_sentence(settings):
    channel = ChannelFactory.make(kept={"token": "bí mật"})
    settings.SECRET_KEY = "another-site"
    with pytest.raises(vault.VaultLocked) as raised:
        vault.secrets_of(channel)
    assert "nhập lại mã truy cập" in raised.value.sentence
    assert vault.names_of(channel) == []


def test_secrets_can_be_typed_anew_after_the_key_was_lost(settings):
    channel = ChannelFactory.make(kept={"token": "bí mật"})
    settings.SECRET_KEY = "another-site"
    vault.keep(channel, {"token": "mới"})
    assert vault.secrets_of(channel) == {"token": "mới"}


def test_an_older_key_still_opens_until_everything_is_resealed(settings):
    settings.CHANNEL_KEYS = [OLD]
    channel = ChannelFactory.make(kept={"token": "bí mật"})
    settings.CHANNEL_KEYS = [NEW, OLD]
    assert vault.secrets_of(channel) == {"token": "bí mật"}
    said = StringIO()
    call_command("reseal_channels", stdout=said)
    assert "1 kênh" in said.getvalue()
    settings.CHANNEL_KEYS = [NEW]
    channel.refresh_from_db()
    assert vault.secrets_of(channel) == {"token": "bí mật"}


def test_resealing_names_the_channels_that_no_key_opens(settings):
    settings.CHANNEL_KEYS = [OLD]
    ChannelFactory.make(name="Trang của Sở", kept={"token": "bí mật"})
    settings.CHANNEL_KEYS = [NEW]
    with pytest.raises(CommandError, match="Trang của Sở") as raised:
        call_command("reseal_channels", stdout=StringIO())
    assert raised.value.returncode == 1


def test_a_short_key_is_refused(settings):
    settings.CHANNEL_KEYS = ["ngan"]
    with pytest.raises(ImproperlyConfigured, match="ít nhất 32"):
        ChannelFactory.make(kept={"token": "bí mật"})


def test_no_secret_stays_in_words_that_are_shown():
    said = vault.masked("token EAAB12345 không hợp lệ", {"token": "EAAB12345"})
    assert said == "token ‹token› không hợp lệ"
