"""What happens to procedures, for rooms above: they add themselves in `AppConfig.ready`. Called in the transaction in
which a version takes effect, at once or on its day by the daily duty, and once for each version."""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantoa.procedures.models import Procedure, ProcedureVersion

Listener = Callable[["Procedure", "ProcedureVersion"], None]

# A version took the place of an earlier one (not called for the first version of a procedure).
on_changed: list[Listener] = []
# The procedure no longer holds; the version is the abolition.
on_abolished: list[Listener] = []
