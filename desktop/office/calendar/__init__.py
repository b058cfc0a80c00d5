"""The office page 日历: working days year by year, limits, working hours and the county's other numbers."""
