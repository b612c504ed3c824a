"""The ledger of denominators (residents, smartphones, accounts of the city), each dated and sourced.

One figure by one line: `asking_ledger` → `ledger`. A table: `headcounts_reading` → `headcounts_difference` →
`ledger_files`, shown beside what stands and entered by its sender's yes. Old entries stay.

Begin with `ledger`.
"""
