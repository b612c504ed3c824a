"""Which evenings there are: plans as files or text, single nights that move, nights outside the plan, dated returns.

A plan goes `read_plan` → `plan_reading` (with the answers so far) → `plan_difference` (what stays, moves, is added) →
`plan_preview` → facts; `plan` is its kind of draft. One night by one line is `nights`. `evenings` makes a session's
hours, `rounds_owed` says who owes a return, `concerned` whom a change concerns, `schedule` shows what stands.

Begin with `nights.change_night`. May not know the people who fill places, nor letters.
"""
