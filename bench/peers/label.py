"""26-connected components: FILE K J I."""

import peer

mask, _ = peer.volume("u1")
structure = peer.numpy.ones((3, 3, 3), bool)
peer.run(lambda: peer.scipy.ndimage.label(mask, structure), lambda found: found[1])
