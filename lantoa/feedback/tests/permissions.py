from lantoa.feedback.tests import intake_permissions, permissions_handling
from tests.permission_table import World


def prepare(world: World) -> None:
    intake_permissions.prepare(world)
    permissions_handling.prepare(world)


ROWS = [*intake_permissions.ROWS, *permissions_handling.ROWS]
