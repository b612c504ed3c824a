"""What heads tell: a night's figures, their corrections, taking back, an edited message, dated returns.

From free text to an intent: `free_text` (residents' groups), `staff_lines` and `round_words` (agencies and schools).
From an intent to events: `report`, `undo`, `amend`, `rounds`; what is unclear is asked by `clarify`. Whatever was
recorded is read back by `readback`, the same way for all of them.

Begin with `report.report`. May not know evenings, plans or progress: those rooms build upon what is told here.
"""
