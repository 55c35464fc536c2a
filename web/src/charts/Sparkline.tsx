/** A curve without axes, drawn into a box of fixed size; gaps where values are missing. */
export function Sparkline({ values, width = 132, height = 30, color = 'var(--accent)', label }: { values: readonly (number | null)[]; width?: number; height?: number; color?: string; label: string }) {
  const finite = values.filter((v): v is number => v !== null && Number.isFinite(v));
  const low = Math.min(...finite), high = Math.max(...finite), span = high - low || 1;
  let path = '', pen = false, last: readonly [number, number] | undefined;
  values.forEach((v, i) => {
    if (v === null || !Number.isFinite(v)) { pen = false; return; }
    const x = 2 + ((width - 6) * i) / Math.max(1, values.length - 1), y = 3 + (height - 6) * (1 - (v - low) / span);
    path += `${pen ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = true;
    last = [x, y];
  });
  return (
    <svg width={width} height={height} role="img" aria-label={label} style={{ display: 'block', overflow: 'visible' }}>
      {finite.length < 2 && <path d={`M2 ${height / 2}H${width - 4}`} stroke="var(--line-strong)" strokeDasharray="2 4" />}
      <path d={path} fill="none" stroke={color} strokeWidth={1.6} strokeLinejoin="round" />
      {last && <circle cx={last[0]} cy={last[1]} r={2.4} fill={color} />}
    </svg>
  );
}
