"""Who is who: rosters, posts, invitations and codes, enrolling, handing over, contacts, one's own data.

A roster goes `read_roster` → `roster_reading` → `roster_difference` → facts; `roster` is its kind of draft.
One person by one line is `staffing`, a unit passed on is `handover`. `enrol` lets people in by a code,
`introductions` those without one; `invitations` and `invite_cards` make the cards. `wishes_people` reads what is said
of people, `me` is what is theirs.

Begin with `enrol`, then `staffing`. Names are compared in `language/people_names`, posts in `language/titles`.
"""
