"""Ground that every package stands on: errors, time, place, views, changes."""
