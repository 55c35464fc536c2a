"""Dice, HD, HD95, ASSD and NSD at 2 mm by hand: FILE 2K J I SPACING_K SPACING_J SPACING_I; the prediction, then the reference."""

import peer

both, arguments = peer.volume("u2")
spacing = [float(a) for a in arguments]
numpy, ndimage = peer.numpy, peer.scipy.ndimage
half = both.shape[0] // 2
prediction, reference = both[:half], both[half:]


def one(value, box):
    grown = tuple(slice(max(0, s.start - 1), s.stop + 1) for s in box)
    p, r = prediction[grown] == value, reference[grown] == value
    border_p, border_r = p & ~ndimage.binary_erosion(p), r & ~ndimage.binary_erosion(r)
    to_p = ndimage.distance_transform_edt(~border_p, sampling=spacing)[border_r]
    to_r = ndimage.distance_transform_edt(~border_r, sampling=spacing)[border_p]
    dice = 2 * numpy.count_nonzero(p & r) / (numpy.count_nonzero(p) + numpy.count_nonzero(r))
    hd, hd95 = max(to_p.max(), to_r.max()), max(numpy.percentile(to_p, 95), numpy.percentile(to_r, 95))
    assd = (to_p.sum() + to_r.sum()) / (to_p.size + to_r.size)
    nsd = (numpy.count_nonzero(to_p <= 2) + numpy.count_nonzero(to_r <= 2)) / (to_p.size + to_r.size)
    return dice + hd + hd95 + assd, nsd


def run():
    boxes = ndimage.find_objects(numpy.maximum(prediction, reference))
    return sum(one(value + 1, box)[0] for value, box in enumerate(boxes) if box is not None)


peer.run(run, lambda d: d)
