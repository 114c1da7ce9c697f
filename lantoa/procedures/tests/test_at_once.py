"""Two people who keep the catalogue at the same moment."""

from django.core.exceptions import ValidationError

from lantoa.procedures.models import Procedure
from lantoa.procedures.models.procedure import TWIN
from tests.at_once import two_connections, while_open

pytestmark = two_connections


def test_one_procedure_that_two_people_add_at_once_is_there_once_and_the_second_is_told():
    twins = [Procedure(code="2.1", level="commune", name="Chuyển trường") for _ in range(2)]
    fault = while_open(twins[0].save, twins[1].save)
    assert isinstance(fault, ValidationError)
    assert fault.messages == [TWIN]
    assert Procedure.objects.count() == 1
