"""Rates with named denominators, scorecards, red and black lists, signs of gaming, supervision."""
