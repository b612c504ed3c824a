"""The units of a ward: what they are called, renamed, merged, split, taken away.

`words_units` reads the wish, `unit_tree` is the tree as the speaker may change it, `rearranging` decides what would
change or why it cannot be, `rearrangement` makes facts of it; `units` shows and asks, `unit_codes` names new units.

Begin with `units`. Sums follow lineage (`storage/lineage`), so no total changes here.
"""
