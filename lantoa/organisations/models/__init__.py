from lantoa.organisations.models.group import UnitAlias, UnitGroup
from lantoa.organisations.models.placement import Placement, UnitName
from lantoa.organisations.models.succession import Succession
from lantoa.organisations.models.unit import Unit

__all__ = ["Placement", "Succession", "Unit", "UnitAlias", "UnitGroup", "UnitName"]
