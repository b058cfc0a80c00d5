"""Tools of the map: one gesture family each, all of one shape (base.Tool)."""

from desktop.map.tools.box import BoxTool
from desktop.map.tools.lasso import LassoTool
from desktop.map.tools.measure import AreaTool, LengthTool
from desktop.map.tools.select import SelectTool

TOOLS = {"select": SelectTool, "box": BoxTool, "lasso": LassoTool, "length": LengthTool, "area": AreaTool}
