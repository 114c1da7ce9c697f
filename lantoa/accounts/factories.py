# mypy: disable-error-code="attr-defined, no-untyped-call, untyped-decorator, misc"
import datetime as dt

import factory

from lantoa.accounts.enums import Role
from lantoa.accounts.models import Membership, User
from lantoa.organisations.factories import Factory, UnitFactory

PASSWORD = "đường làng mùa gặt 7"  # noqa: S105 - of people who exist in tests alone


class UserFactory(Factory[User]):
    """A person who can sign in with PASSWORD; `UserFactory(role=Role.HEAD, role__unit=…)` gives a role too."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"nguoidung{n}")
    full_name = factory.Sequence(lambda n: f"Nguyễn Thị Hoa {n}")
    email = factory.LazyAttribute(lambda person: f"{person.username}@anbinh.example.vn")

    @factory.post_generation
    def password(person: User, create: bool, given: str | None, **_: object) -> None:  # noqa: N805
        person.set_password(given or PASSWORD)
        if create:
            person.save()

    @factory.post_generation
    def role(person: User, create: bool, given: Role | None, unit: object = None, **_: object) -> None:  # noqa: N805
        if create and given:
            MembershipFactory.make(user=person, role=given, **({"unit": unit} if unit else {}))


class MembershipFactory(Factory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    unit = factory.SubFactory(UnitFactory)
    role = Role.OFFICER
    valid_from = dt.date(2024, 1, 1)
