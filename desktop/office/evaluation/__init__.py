"""统计: rates, scores, lists and signs of a period; every figure opens the events it counts."""
