# mypy: disable-error-code="attr-defined, no-untyped-call, untyped-decorator, misc"
import factory
from django.utils import timezone

from lantoa.accounts.factories import UserFactory
from lantoa.channels import vault
from lantoa.channels.enums import ChannelType, SubscriptionState
from lantoa.channels.models import Channel, PlannedEvent, Posting, PressOutlet, Subscription
from lantoa.ledger.enums import ActivityKind
from lantoa.organisations.factories import Factory, UnitFactory


class ChannelFactory(Factory[Channel]):
    """`ChannelFactory(facebook=True, live=True, kept={"token": …})`: `kept` goes into the vault."""

    class Meta:
        model = Channel
        skip_postgeneration_save = True

    unit = factory.SubFactory(UnitFactory, department=True)
    type = ChannelType.PASTE
    name = factory.Sequence(lambda n: f"Kênh {n}")
    created_by = factory.SubFactory(UserFactory)

    class Params:
        live = factory.Trait(is_live=True)

    @factory.post_generation
    def kept(channel: Channel, create: bool, given: dict[str, str] | None, **_: object) -> None:  # noqa: N805
        if given:
            vault.keep(channel, given)
            channel.save()


class PostingFactory(Factory[Posting]):
    class Meta:
        model = Posting

    channel = factory.SubFactory(ChannelFactory)
    title = factory.Sequence(lambda n: f"Hướng dẫn tuyển sinh trực tuyến {n}")
    text = "Cha mẹ học sinh nộp hồ sơ trực tuyến từ ngày 01/6."
    link = "https://cong.example.vn/tin-tuc/tuyen-sinh-1"
    created_by = factory.SubFactory(UserFactory)


class SubscriptionFactory(Factory[Subscription]):
    class Meta:
        model = Subscription

    channel = factory.SubFactory(ChannelFactory, type=ChannelType.EMAIL)
    email = factory.Sequence(lambda n: f"phuhuynh{n}@hop-thu.example.vn")
    state = SubscriptionState.CONFIRMED


class OutletFactory(Factory[PressOutlet]):
    class Meta:
        model = PressOutlet

    unit = factory.SubFactory(UnitFactory, department=True)
    name = factory.Sequence(lambda n: f"Báo An Bình {n}")
    email = factory.Sequence(lambda n: f"toasoan{n}@bao.example.vn")


class EventFactory(Factory[PlannedEvent]):
    class Meta:
        model = PlannedEvent

    unit = factory.SubFactory(UnitFactory, department=True)
    kind = ActivityKind.PARENTS_MEETING
    title = factory.Sequence(lambda n: f"Họp phụ huynh lần {n}")
    on = factory.LazyFunction(timezone.localdate)
    created_by = factory.SubFactory(UserFactory)
