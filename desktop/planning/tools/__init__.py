"""The planner's tools: one gesture family each, all of the shape of desktop.map.tools.base."""
