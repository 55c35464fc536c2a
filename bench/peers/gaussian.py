"""Gaussian smoothing: FILE K J I SIGMA_K SIGMA_J SIGMA_I (voxels)."""

import peer

image, arguments = peer.volume("f4")
sigma = [float(a) for a in arguments]
peer.run(lambda: peer.scipy.ndimage.gaussian_filter(image, sigma, mode="nearest"), lambda v: abs(v).sum(dtype="f8"))
