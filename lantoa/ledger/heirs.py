"""What units still owe when an act of organisation ends them: the ledger listens to `organisations.events`."""

from lantoa.ledger import handing_over
from lantoa.ledger.models import Obligation
from lantoa.organisations.events import Act
from lantoa.organisations.models import Unit


def hand_over(act: Act) -> None:
    """Each ended unit's pending obligations go to its heirs; dissolved ones leave the books with the reason."""
    for unit, heirs in act.heirs().items():
        handing_over.hand_over(unit.pk, [heir.pk for heir in heirs], reason=_reason(unit, heirs, act), by=act.by)


def take_back(act: Act) -> None:
    """The mistaken act is undone: so is the handing over."""
    for unit, heirs in act.heirs().items():
        handing_over.take_back(unit.pk, [heir.pk for heir in heirs], by=act.by)


def foretell(act: Act) -> list[str]:
    """What becomes of the work of each unit that the act ends, whether it was handed over already or is about to be."""
    return [sentence for unit, heirs in act.heirs().items() if (sentence := _fate(unit, heirs))]


def _fate(unit: Unit, heirs: list[Unit]) -> str:
    owed = Obligation.objects.filter(unit=unit)
    number = owed.pending().count() + owed.left_by_handing_over().count()
    if not number:
        return ""
    if not heirs:
        return f"{number} việc chưa xong của {unit.label} sẽ không còn phải làm"
    return f"{number} việc chưa xong của {unit.label} chuyển sang {', '.join(heir.label for heir in heirs)}"


def _reason(unit: Unit, heirs: list[Unit], act: Act) -> str:
    if not heirs:
        return f"{unit.label} giải thể từ {act.on:%d/%m/%Y}"
    names = ", ".join(heir.label for heir in heirs)
    return f"{unit.label} thôi hoạt động từ {act.on:%d/%m/%Y}, việc chuyển cho {names}"
