"""Importing files of events: findings with their evidence, good rows in, bad rows mended until they come in too."""
