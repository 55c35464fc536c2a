const most = 7;

/** 1, 2 or 5 times a power of ten, so that about `most` of them fill `width`. */
function niceStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width / most));
  return [1, 2, 5, 10].map(m => m * power).find(step => width / step <= most) ?? 10 * power;
}

function linear(min: number, max: number): number[] {
  const step = niceStep(max - min), first = Math.ceil(min / step);
  // By number and not by adding up, which might never arrive.
  return Array.from({ length: Math.max(0, Math.min(2 * most, Math.floor(max / step) - first + 1)) }, (_, n) => (first + n) * step);
}

/** Ticks of a logarithmic axis over [min, max] with 0 < min < max, wherever its ends lie. uPlot's own want min to be a power of ten, and go on for ever where it is not. */
export function logTicks(min: number, max: number): number[] {
  const low = Math.floor(Math.log10(min)), high = Math.ceil(Math.log10(max)), decades = high - low;
  const factors = decades <= 2 ? [1, 2, 5] : [1], every = Math.max(1, Math.ceil(decades / most));
  const found: number[] = [];
  for (let exponent = low; exponent <= high; exponent += every) for (const factor of factors) {
    const value = factor * 10 ** exponent;
    if (value >= min && value <= max) found.push(value);
  }
  return found.length >= 2 ? found : linear(min, max);
}

/** Ticks of an axis that is linear within `threshold` of zero and logarithmic beyond. */
export function symlogTicks(min: number, max: number, threshold: number): number[] {
  const above = max > threshold ? logTicks(Math.max(min, threshold), max) : [];
  const below = min < -threshold ? logTicks(Math.max(-max, threshold), -min).map(v => -v).reverse() : [];
  const found = [...below, ...(min <= 0 && max >= 0 ? [0] : []), ...above];
  return found.length >= 2 ? found : linear(min, max);
}
