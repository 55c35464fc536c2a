"""Dilation with a ball: FILE K J I SPACING_K SPACING_J SPACING_I RADIUS."""

import peer

mask, arguments = peer.volume("u1")
spacing, radius = [float(a) for a in arguments[:3]], float(arguments[3])
reach = [int(radius / s + 1e-6) for s in spacing]
k, j, i = peer.numpy.ogrid[tuple(slice(-r, r + 1) for r in reach)]
ball = (k * spacing[0]) ** 2 + (j * spacing[1]) ** 2 + (i * spacing[2]) ** 2 <= radius**2 * (1 + 1e-9)
peer.run(lambda: peer.scipy.ndimage.binary_dilation(mask, ball), lambda d: d.sum(dtype="i8"))
