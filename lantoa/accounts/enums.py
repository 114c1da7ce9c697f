from enum import Enum

from django.db.models import TextChoices


class Role(TextChoices):
    OFFICER = "officer", "chuyên viên"
    HEAD = "head", "thủ trưởng"
    OFFICE = "office", "văn phòng (đầu mối)"
    EDITOR = "editor", "ban biên tập"
    LEADER = "leader", "lãnh đạo theo dõi"
    ADMIN = "admin", "quản trị"


class Power(Enum):
    """What a role lets a person do within the unit's subtree; `access.POWERS` says which role has which."""

    SEE = "see"
    WRITE = "write"  # draft plans, log work, write reports and answers
    KEEP = "keep"  # what the unit owes the public: postings, disclosures, contacts, figures of dossiers
    APPROVE = "approve"  # let the unit's papers go out
    DIRECT = "direct"  # plan for the subtree, assign, urge, consolidate
    EDIT_NEWS = "edit_news"
    ADMINISTER = "administer"  # units, people, registers
