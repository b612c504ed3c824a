"""A message that may tell figures: recorded, asked about, or no report at all. Knows no database and no clock.

`read.read` is the order of passes: words → pieces (`language.scan`) → joined numbers → clauses → labels → places →
corrections or figures → judged. Every number gets exactly one fate (`ledger`). Rules are rows with their examples
(`data/rules.toml`); vocabulary is the language room's.

Begin with `reading` (what comes out), then `read`. A new phenomenon is a row of the rules, not a pass.
"""
