"""An open county: the one door to it, and for each kind of deed the one who prepares it and leaves the committing to
the door."""

from gis.workspace.workspace import OWN_TABLES, Actor, Connection, Workspace, dispatcher_of

__all__ = ["OWN_TABLES", "Actor", "Connection", "Workspace", "dispatcher_of"]
