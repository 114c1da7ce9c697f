"""What happens to articles before readers: rooms above add a listener in `AppConfig.ready`, this room knows none by
name. Listeners are called in the transaction of the act."""

from collections.abc import Callable

from lantoa.news.models import Article

Listener = Callable[[Article], None]
on_published: list[Listener] = []  # it is live from now on
on_changed: list[Listener] = []  # it is live, and what readers see of it changed
on_withdrawn: list[Listener] = []  # readers see it no longer: withdrawn, or its day is over


def tell(listeners: list[Listener], article: Article) -> None:
    for listener in listeners:
        listener(article)
