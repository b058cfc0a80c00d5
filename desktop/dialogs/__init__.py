"""Dialogs, for what cannot be shown in place."""
