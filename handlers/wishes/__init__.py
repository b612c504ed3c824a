"""What people want besides telling figures: recognised here, answered in the rooms of their subjects."""
