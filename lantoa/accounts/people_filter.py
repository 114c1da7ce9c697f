"""What an administrator asked the list of people for, as it stands in the address."""

from django.core.exceptions import ValidationError
from django.db.models import Prefetch, QuerySet
from django.http import QueryDict

from lantoa.accounts.administration import administered_by
from lantoa.accounts.enums import Role
from lantoa.accounts.forms import units_in_reach
from lantoa.accounts.models import Membership, User
from lantoa.organisations.fields import path_range
from lantoa.organisations.finding import find_unit
from lantoa.vietnamese.text import search_words, squeeze

STATES = [
    ("", "Tất cả tình trạng"),
    ("dang-dung", "Đang dùng"),
    ("chua-vao", "Chưa đăng nhập lần nào"),
    ("khong-vai-tro", "Không còn vai trò"),
    ("khoa", "Đã khóa"),
]


class PeopleFilter:
    """Reads the address; `people()` are those whom `user` administers and who pass."""

    def __init__(self, asked: QueryDict, *, user: User) -> None:
        self.user = user
        self.words = squeeze(asked.get("q", ""))[:100]
        self.unit_typed = squeeze(asked.get("don-vi", ""))[:250]
        self.role = asked.get("vai-tro", "")
        self.state = asked.get("tinh-trang", "")
        self.fault = ""

    @property
    def roles(self) -> list[tuple[str, str]]:
        return [("", "Tất cả vai trò"), *Role.choices]

    @property
    def states(self) -> list[tuple[str, str]]:
        return STATES

    @property
    def is_narrowed(self) -> bool:
        """Whether more than words is asked for."""
        return bool(self.unit_typed or self.role or self.state)

    @property
    def is_set(self) -> bool:
        return any((self.words, self.unit_typed, self.role, self.state))

    def people(self) -> QuerySet[User]:
        """In the order of given names; what they hold today comes along (`held`)."""
        found = administered_by(self.user)
        for word in search_words(self.words):
            found = found.filter(folded__contains=word)
        held = self._held()
        if held is not None:
            found = found.filter(pk__in=held.values("user_id"))
        today = Membership.objects.current().select_related("unit")
        return (
            self._of_state(found)
            .prefetch_related(Prefetch("memberships", today, to_attr="held"))
            .order_by("sort_key", "pk")
        )

    def _held(self) -> "QuerySet[Membership] | None":
        """The memberships that unit and role ask for; None where neither was asked."""
        if not self.unit_typed and self.role not in Role.values:
            return None
        held = Membership.objects.current()
        if self.role in Role.values:
            held = held.filter(role=self.role)
        if self.unit_typed:
            try:
                unit = find_unit(self.unit_typed, units_in_reach(self.user))
            except ValidationError as fault:
                self.fault = fault.messages[0]
                return held.none()
            first, last = path_range(unit.path)
            held = held.filter(unit__path__gte=first, unit__path__lt=last)
        return held

    def _of_state(self, people: QuerySet[User]) -> QuerySet[User]:
        if self.state == "khoa":
            return people.filter(is_active=False)
        if self.state == "chua-vao":
            return people.filter(is_active=True, last_login__isnull=True)
        if self.state == "khong-vai-tro":
            return people.exclude(pk__in=Membership.objects.current().values("user_id"))
        if self.state == "dang-dung":
            holders = Membership.objects.current().values("user_id")
            return people.filter(is_active=True, last_login__isnull=False, pk__in=holders)
        return people
