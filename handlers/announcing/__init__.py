"""Words to many: chosen, looked at, sent, and what became of them; the rhythm a campaign wants; the same in four forms.

Begin with `composing` (what is shown before anything goes out) and `sending` (what goes out, how far it is, its end).
"""
