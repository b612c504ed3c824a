"""What may be wanted: one frozen record for each, with what its words left open.

An intent is made by a reader of text or by a choice that was tapped (`handlers/choices.py` stores it), is allowed by a
rule and answered by a handler (both in `handlers/deeds.py`). Records only: no texts, no storage beyond ids.

Begin with `intent`, then `reports`.
"""
