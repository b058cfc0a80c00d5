"""Borders under the hand: a state that is replaced, never changed, and what an edit of it would do."""
