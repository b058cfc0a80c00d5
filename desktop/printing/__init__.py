"""What the desk prints: event sheets, slips, letters, evaluations, plans, maps. PDF by Qt, one shape for all."""
