"""A scratch database for benchmarks: the engine of the settings, migrated, gone afterwards."""

import contextlib
import os
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def scratch_database() -> Iterator[None]:
    """Django set up on an empty database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_test_environment, teardown_test_environment

    setup_test_environment()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
        teardown_test_environment()


class Undone(Exception):
    """Raised to leave no trace of a measured run."""


@contextlib.contextmanager
def leaving_no_trace() -> Iterator[None]:
    """What happens inside is rolled back, so that every round starts alike."""
    from django.db import transaction

    with contextlib.suppress(Undone), transaction.atomic():
        yield
        raise Undone


def make_units(count: int) -> list[Any]:
    """A department with `count` schools directly below it, the department first."""
    from lantoa.organisations.enums import UnitKind
    from lantoa.organisations.founding import found
    from lantoa.organisations.models import Unit

    root = Unit(name="Sở Giáo dục và Đào tạo", code=f"so-{count}", kind=UnitKind.DEPARTMENT)
    schools = [
        Unit(name=f"Trường THPT số {number}", code=f"t{count}-{number}", kind=UnitKind.SCHOOL, parent=root)
        for number in range(count)
    ]
    found([root, *schools])
    return [root, *schools]
