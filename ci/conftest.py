"""For all checks."""

import signal

# Where a shell runs this in the background, Ctrl-C is ignored here and would be by every process that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)
