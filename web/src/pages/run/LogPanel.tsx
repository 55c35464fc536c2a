import { SegmentedControl, Switch, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { logQuery } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.tsx';
import classes from './LogPanel.module.css';
import { Panel } from './Panel.tsx';

type Level = 'all' | 'info' | 'warning' | 'error';

interface Props {
  run: string;
  /** The marked moment and the range of the charts as seconds since 1970; no range means the whole training. */
  mark: number | undefined; range: readonly [number, number] | undefined;
  inRange: boolean; zoomed: boolean;
  onMark: (seconds: number | undefined) => void; onInRange: (on: boolean) => void;
}

const secondsOf = (time: string): number => Date.parse(time) / 1000;

/** Lines that the training wrote; stays at the end until somebody scrolls up. A click on a line marks its moment on the charts. */
export function LogPanel({ run, mark, range, inRange, zoomed, onMark, onInRange }: Props) {
  const { t, f } = useLanguage();
  const { data } = useQuery(logQuery(run));
  const [level, setLevel] = useState<Level>('all');
  const [find, setFind] = useState('');
  const scroller = useRef<HTMLDivElement>(null), follow = useRef(true);
  const [low, high] = range ?? [-Infinity, Infinity];
  const lines = useMemo(() => {
    const wanted = find.toLowerCase(), bounded = Number.isFinite(low);
    return (data?.lines ?? []).filter(l => (level === 'all' || l.level === level) && (wanted === '' || l.text.toLowerCase().includes(wanted)) && (!bounded || (secondsOf(l.time) >= low && secondsOf(l.time) <= high)));
  }, [data, level, find, low, high]);
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => 22, overscan: 20 });
  useEffect(() => { const box = scroller.current; if (box && follow.current) box.scrollTop = box.scrollHeight; }, [lines.length]);
  return (
    <Panel title={t.logs.title} note={t.logs.count(f.count(lines.length))} aside={<div className={classes.tools}>
      <Switch size="xs" label={t.logs.inRange} checked={inRange} disabled={!zoomed && !inRange} onChange={e => onInRange(e.currentTarget.checked)} />
      <SegmentedControl size="xs" aria-label={t.logs.level} value={level} onChange={v => setLevel(v)} data={(['all', 'info', 'warning', 'error'] as const).map(value => ({ value, label: t.logs[value] }))} />
      <TextInput size="xs" w={180} aria-label={t.logs.search} placeholder={t.logs.search} leftSection={<IconSearch size={14} />} value={find} onChange={e => setFind(e.currentTarget.value)} />
    </div>}>
      <div ref={scroller} className={classes.box} tabIndex={0} role="log" aria-label={t.logs.title} aria-live="off" onScroll={e => { const b = e.currentTarget; follow.current = b.scrollHeight - b.scrollTop - b.clientHeight < 30; }}>
        {lines.length === 0 && <p className={classes.none}>{t.logs.none}</p>}
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(item => {
            const line = lines[item.index]!, seconds = secondsOf(line.time), marked = seconds === mark;
            return <button type="button" key={item.key} className={classes.line} data-level={line.level} aria-pressed={marked} title={t.logs.mark} onClick={() => onMark(marked ? undefined : seconds)} style={{ transform: `translateY(${item.start}px)` }}><time>{f.clock(seconds)}</time><span>S{line.session}</span><b>{line.level}</b><span title={line.text}>{line.text}</span></button>;
          })}
        </div>
      </div>
    </Panel>
  );
}
