"""What the planner's map paints over its picture in every frame: borders, houses, washes, pills, handles, the tip."""
