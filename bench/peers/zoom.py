"""Cubic B-spline resampling: FILE K J I then the wanted K J I."""

import peer

image, arguments = peer.volume("f4")
factors = [int(wanted) / old for wanted, old in zip(arguments, image.shape)]
peer.run(
    lambda: peer.scipy.ndimage.zoom(image, factors, order=3, mode="mirror"),
    lambda v: abs(v).sum(dtype="f8"),
)
