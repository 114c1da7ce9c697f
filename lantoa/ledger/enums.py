from django.db.models import TextChoices


class ObligationKind(TextChoices):
    OWN_PLAN = "own_plan", "Kế hoạch của đơn vị"
    TASK_LEAD = "task_lead", "Nhiệm vụ chủ trì"
    TASK_COORDINATING = "task_coordinating", "Nhiệm vụ phối hợp"
    DUTY = "duty", "Trách nhiệm được giao"
    REPORT = "report", "Báo cáo"
    REMEDY = "remedy", "Khắc phục tồn tại"
    ANSWER = "answer", "Trả lời phản ánh, kiến nghị"
    POSTING = "posting", "Niêm yết thủ tục"


class ObligationState(TextChoices):
    OPEN = "open", "Đang làm"
    WAITING = "waiting", "Chờ ấn định ngày"
    MET = "met", "Đã xong"
    MET_LATE = "met_late", "Đã xong, muộn"
    NIL = "nil", "Không phát sinh"
    EXCLUDED = "excluded", "Không phải làm"


PENDING = frozenset({ObligationState.OPEN, ObligationState.WAITING})
DONE = frozenset({ObligationState.MET, ObligationState.MET_LATE, ObligationState.NIL})


class Rhythm(TextChoices):
    ONCE = "once", "một lần"
    MONTHLY = "monthly", "hằng tháng"
    QUARTERLY = "quarterly", "hằng quý"
    HALF_YEARLY = "half_yearly", "6 tháng một lần"


class ChannelKind(TextChoices):
    """Kinds of channel, in the order that readings list them."""

    PORTAL = "portal", "Cổng, trang thông tin điện tử"
    SOCIAL = "social", "Mạng xã hội"
    PRESS = "press", "Báo chí"
    BROADCAST = "broadcast", "Phát thanh, truyền hình"
    MEETING = "meeting", "Hội nghị, cuộc họp"
    TRAINING = "training", "Tập huấn"
    CONTEST = "contest", "Cuộc thi"
    PRINT = "print", "Ấn phẩm"
    POSTING = "posting", "Niêm yết, bảng tin"
    HOTLINE = "hotline", "Đường dây nóng"
    QR = "qr", "Mã QR"
    BOOKCASE = "bookcase", "Tủ sách"
    THEATRE = "theatre", "Sân khấu hóa"
    DIALOGUE = "dialogue", "Đối thoại"
    OTHER = "other", "Hình thức khác"


class ActivityKind(TextChoices):
    """What a unit did, in the words in which schools count it."""

    CONFERENCE = "conference", "Hội nghị, cuộc họp"
    PARENTS_MEETING = "parents_meeting", "Họp cha mẹ học sinh"
    FLAG_SALUTE = "flag_salute", "Chào cờ, sinh hoạt tập thể"
    TRAINING = "training", "Tập huấn"
    STAGE_PLAY = "stage_play", "Sân khấu hóa"
    LOUDSPEAKER = "loudspeaker", "Phát thanh, loa truyền thanh"
    NOTICE_BOARD = "notice_board", "Bảng tin, niêm yết"
    PRINT_RUN = "print_run", "In ấn, phát tài liệu"
    ARTICLE = "article", "Tin, bài trên trang của đơn vị"
    ARTICLE_ELSEWHERE = "article_elsewhere", "Tin, bài trên báo, đài, trang khác"
    SOCIAL_POST = "social_post", "Bài trên mạng xã hội"
    CONTEST = "contest", "Cuộc thi"
    DIALOGUE = "dialogue", "Đối thoại, giải đáp"
    OTHER = "other", "Hoạt động khác"


class ActivityOrigin(TextChoices):
    TYPED = "typed", "Ghi tay"
    APP = "app", "Hệ thống ghi"


class FileKind(TextChoices):
    PHOTO = "photo", "Ảnh"
    DOCUMENT = "document", "Tài liệu"


class ClaimKind(TextChoices):
    """What the performer of an obligation asks to be confirmed."""

    DONE = "done", "Đã làm xong"
    NIL = "nil", "Không phát sinh"


class ClaimState(TextChoices):
    ASKED = "asked", "Chờ xác nhận"
    ACCEPTED = "accepted", "Đã xác nhận"
    RETURNED = "returned", "Trả lại"
    TAKEN_BACK = "taken_back", "Đã rút"
