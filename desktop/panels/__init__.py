"""Panels shared by workplaces."""
