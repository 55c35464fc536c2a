"""Reading a NIfTI file with nibabel: FILE."""

import sys

import peer

try:
    import nibabel
except ImportError:
    sys.exit(3)

peer.run(lambda: peer.numpy.asarray(nibabel.load(sys.argv[1]).dataobj), lambda v: v.sum(dtype="i8"), version="nibabel " + nibabel.__version__)
