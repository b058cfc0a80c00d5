"""Measuring the real desk on a real county: each figure beside what is asked of it."""
