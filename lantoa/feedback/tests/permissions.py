from lantoa.feedback.tests import intake_permissions
from tests.permission_table import World


def prepare(world: World) -> None:
    intake_permissions.prepare(world)


ROWS = [*intake_permissions.ROWS]
