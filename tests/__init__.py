"""What has to be so before anything of the tests is imported.

Bytecode is kept even where the shell says no: every test's asserts are rewritten, and some ninety children start.
Files lie in memory where there is room: what waits for a disk is the disk, and kill -9 takes no file with it.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

MEMORY, ROOM = Path("/dev/shm"), 1 << 30

sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = str(MEMORY)  # for the workers and their children
    tempfile.tempdir = None  # asked for anew
