"""Journeys: a user's way through the real program in a real window."""
