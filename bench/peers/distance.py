"""Exact Euclidean distance: FILE K J I SPACING_K SPACING_J SPACING_I."""

import peer

mask, arguments = peer.volume("u1")
spacing = [float(a) for a in arguments]
peer.run(lambda: peer.scipy.ndimage.distance_transform_edt(mask == 0, sampling=spacing), lambda d: d.sum())
