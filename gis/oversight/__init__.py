"""The record of supervision: letters, answers, rectification, accountability; acts on it as pure functions."""
