"""Borders and households in from files and out to files, at the planner's desk."""
