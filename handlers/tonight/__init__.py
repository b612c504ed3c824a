"""An evening as it goes: the start, who has come, the end at which its head is asked, putting off, calling off.

`scene` looks up all that words about sessions stand on, for a whole batch at once; nearly every recipe begins with it.
`evening` is before the end, `closeout` the end, `ladder` moves it. `evening_lines` and `people_lines` read what heads
say of it in short lines, `captains_line` what a line names of nights and units.

Begin with `closeout`. May not know who fills places (`shifts`) nor how nights are moved (`planning`).
"""
