"""How far a unit is, and what follows from that: status, who is missing, bands, pace, rewards, where help is needed.

`asking` reads what is asked for (unit, night, week, instant), `seeing` who may see it, `answers` brings both together.
Everything is worded from one reading of sums (`storage/reckoning`), so that all answers agree. What judges (`rewards`,
`pushing`) takes its criteria from the campaign and compares like with like (`judging`).

Begin with `answers`, then `status`. May not know files: `outgoing` draws what is worked out here.
"""
