"""The experiments R1–R10: what must hold through kills, crashes, storms, faults of disk and clock, and nonsense.

Each is a module with `run(size, seed) -> Figures`: its `SHORT` form stands in the suite (test_short_forms.py), its
`LONG` one in `make trials` (`python -m tests.trials`), which prints the figures and writes them to docs/trials.md.
The program is the real one, in a process of its own (`house`), and speaks HTTP with the fakes of Telegram and Zalo.
"""
