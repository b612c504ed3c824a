"""Which evenings there are: plans as files or text, single nights that move, nights outside the plan, dated returns.

A plan goes `plan_reading` (rows, with the answers so far) → `plan_difference` (what stays, moves, is added) → facts,
and is shown by `plan_preview`. One night by one line is `nights`. `evenings` makes a session's hours, `rounds_owed`
says who owes a return, `concerned` whom a change concerns, `schedule` shows what stands.

Begin with `nights.change_night`. May not know the people who fill places, nor letters.
"""
