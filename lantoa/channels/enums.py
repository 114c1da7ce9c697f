from django.db.models import TextChoices


class ChannelType(TextChoices):
    """The kinds of outlet that have an adapter. Offline ones (`PASTE`) are carried out by hand and confirmed."""

    FACEBOOK = "facebook", "Trang Facebook"
    ZALO = "zalo", "Zalo Official Account"
    EMAIL = "email", "Bản tin thư điện tử"
    PRESS = "press", "Thông cáo báo chí"
    RADIO = "radio", "Bản tin phát thanh"
    WEBHOOK = "webhook", "Webhook"
    PASTE = "paste", "Đăng bằng tay"


class PostingState(TextChoices):
    """One text on its way to one channel: nothing leaves before `RELEASED`. `UNSURE`: the line broke while the channel
    had the text, and the channel cannot be asked; a person looks before anything is sent again."""

    DRAFT = "draft", "Đang soạn"
    RELEASED = "released", "Đã duyệt phát, chờ giờ"
    SENDING = "sending", "Đang gửi"
    SENT = "sent", "Đã đăng"
    REHEARSED = "rehearsed", "Đã gửi thử (kênh chưa bật)"
    FAILED = "failed", "Gửi không được"
    UNSURE = "unsure", "Chưa rõ đã lên kênh chưa"
    TO_PASTE = "to_paste", "Chờ đăng bằng tay"
    CANCELLED = "cancelled", "Đã hủy"


ON_THE_WAY = frozenset({PostingState.RELEASED, PostingState.SENDING})
LEFT = frozenset({*ON_THE_WAY, PostingState.SENT, PostingState.UNSURE})  # only what somebody released is ever in these


class Health(TextChoices):
    UNKNOWN = "unknown", "Chưa thử"
    GOOD = "good", "Dùng được"
    WARNING = "warning", "Sắp hết hạn"
    BROKEN = "broken", "Không dùng được"


class SubscriptionState(TextChoices):
    PENDING = "pending", "Chờ xác nhận"
    CONFIRMED = "confirmed", "Đang nhận"
    LEFT = "left", "Đã thôi nhận"
    BOUNCED = "bounced", "Thư bị trả lại"


class DeliveryState(TextChoices):
    """One mail: `UNSURE` is never sent again by itself, since it may have arrived."""

    WAITING = "waiting", "Chờ gửi"
    SENT = "sent", "Đã gửi"
    FAILED = "failed", "Không gửi được"
    BOUNCED = "bounced", "Bị trả lại"
    UNSURE = "unsure", "Chưa rõ đã đến chưa"


class OutletKind(TextChoices):
    NEWSPAPER = "newspaper", "Báo, tạp chí"
    STATION = "station", "Đài phát thanh, truyền hình"
    WEBSITE = "website", "Trang thông tin điện tử"
    LOUDSPEAKER = "loudspeaker", "Đài truyền thanh cơ sở"
