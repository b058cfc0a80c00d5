"""Planning: plans, locks and the borders of any date on an open county.

Makes ready what a planner does and leaves the committing to the workspace, as
gis.workspace.casework does for events."""

from gis.planning.planning import Planning

__all__ = ["Planning"]
