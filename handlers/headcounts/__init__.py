"""The ledger of denominators (residents, smartphones, accounts of the city), each dated and sourced.

One figure by one line: `asking_ledger` → `ledger`. A table: `read_headcounts` → `headcounts_reading` →
`headcounts_difference`; `ledger_files` is its kind of draft. Old entries stay.

Begin with `ledger`.
"""
