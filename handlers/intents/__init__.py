"""What may be wanted: one frozen record for each, with what its words left open.

An intent is made by a reader of text or by a choice that was tapped (`Choosable`; `handlers/choices.py` stores it).
What else has to be known of it is its line in `handlers/routing.py`. Records only: no texts, no storage beyond ids.

Begin with `intent`, then `reports`.
"""
