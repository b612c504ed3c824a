"""What people want of the assistant besides telling figures: recognised here, answered in the rooms of their subjects."""
