"""A made-up county from a seed on the real division list and county outline."""
