"""The house itself: channels, timers, the web, the command line. It needs what every Unix has and Windows lacks."""

import importlib.metadata
import importlib.util
import sys

if importlib.util.find_spec("resource") is None:
    sys.exit("tungngo runs on Linux; on Windows use WSL (docs/operations.md)")

try:
    VERSION = importlib.metadata.version("tungngo")
except importlib.metadata.PackageNotFoundError:  # a checkout that was not installed
    VERSION = "unknown"
