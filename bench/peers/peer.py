"""What every peer script does: read the input, time the work, print one line of JSON.

Exit code 3 says that the peer is not installed.
"""

import json
import sys
import time

try:
    import numpy
    import scipy
    import scipy.ndimage
except ImportError:
    sys.exit(3)


def volume(dtype):
    """The input of the command line (file, k, j, i) as an array [k, j, i], and the arguments after it."""
    shape = tuple(int(n) for n in sys.argv[2:5])
    return numpy.fromfile(sys.argv[1], dtype).reshape(shape), sys.argv[5:]


def run(work, result, longest_seconds=20.0, runs=3, version=None):
    """Time work() a few times; a peer that takes long is timed once, without a warm-up (it has no compiler to warm)."""
    seconds = []
    while len(seconds) < runs and sum(seconds) < longest_seconds:
        start = time.perf_counter()
        outcome = work()
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"seconds": seconds, "result": float(result(outcome)), "version": version or "scipy " + scipy.__version__}))
