"""The application (of Facebook's or Zalo's developers' site) that speaks for a channel: the channel's own, else the one
that the site keeps for all its channels (LANTOA_FACEBOOK_APP_…, LANTOA_ZALO_APP_…)."""

from dataclasses import dataclass

from django.conf import settings

from lantoa.channels import vault
from lantoa.channels.models import Channel


@dataclass(frozen=True, slots=True)
class Application:
    id: str
    secret: str


def application_of(channel: Channel) -> Application | None:
    """Whose tokens the channel has; None where its number or its secret is not known. Raises VaultLocked.

    The site's application counts only where the channel says that its token is of it: a token that was typed in may be
    of any application, and the wrong one's proof is refused.
    """
    own_id, secret = str(channel.options.get("app_id") or ""), vault.secrets_of(channel).get("app_secret", "")
    if own_id and secret:
        return Application(own_id, secret)
    site = site_application(str(channel.type))
    return site if site and site.id == own_id else None


def application_to_ask(channel: Channel) -> Application | None:
    """Whom a person who signs in gives the right to: as above, and the site's where the channel names none."""
    if known := application_of(channel):
        return known
    return None if channel.options.get("app_id") else site_application(str(channel.type))


def site_application(kind: str) -> Application | None:
    """What the site keeps for a kind of channel."""
    number, secret = settings.CHANNEL_APPLICATIONS.get(kind, ("", ""))
    return Application(number, secret) if number and secret else None
