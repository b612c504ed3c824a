"""Bytecode is kept even where the shell says no: every test's asserts are rewritten, and some ninety children start."""

import os
import sys

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
