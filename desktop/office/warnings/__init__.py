"""The office page 预警: what will be late next, and what has reached a reminder."""
