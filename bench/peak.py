"""`python -m bench.peak ARGUMENTS`: runs `python ARGUMENTS`; its last line on stderr is
the most memory that it held, in kilobytes.

A process of its own, and a small one: what a process is started from counts to the
peak that Linux tells of it.
"""

import resource
import subprocess
import sys

done = subprocess.run([sys.executable, *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(done.returncode)
