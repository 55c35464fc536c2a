import { SegmentedControl, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { logQuery } from '../../api/queries.ts';
import { useLanguage } from '../../i18n/language.tsx';
import classes from './LogPanel.module.css';
import { Panel } from './Panel.tsx';

type Level = 'all' | 'info' | 'warning' | 'error';

/** Lines that the training wrote; stays at the end until somebody scrolls up. */
export function LogPanel({ run }: { run: string }) {
  const { t, f } = useLanguage();
  const { data } = useQuery(logQuery(run));
  const [level, setLevel] = useState<Level>('all');
  const [find, setFind] = useState('');
  const scroller = useRef<HTMLDivElement>(null), follow = useRef(true);
  const lines = useMemo(() => (data?.lines ?? []).filter(l => (level === 'all' || l.level === level) && (find === '' || l.text.toLowerCase().includes(find.toLowerCase()))), [data, level, find]);
  const virtual = useVirtualizer({ count: lines.length, getScrollElement: () => scroller.current, estimateSize: () => 22, overscan: 20 });
  useEffect(() => { const box = scroller.current; if (box && follow.current) box.scrollTop = box.scrollHeight; }, [lines.length]);
  return (
    <Panel title={t.logs.title} note={t.logs.count(f.count(lines.length))} aside={<div className={classes.tools}>
      <SegmentedControl size="xs" aria-label={t.logs.level} value={level} onChange={v => setLevel(v)} data={(['all', 'info', 'warning', 'error'] as const).map(value => ({ value, label: t.logs[value] }))} />
      <TextInput size="xs" w={180} aria-label={t.logs.search} placeholder={t.logs.search} leftSection={<IconSearch size={14} />} value={find} onChange={e => setFind(e.currentTarget.value)} />
    </div>}>
      { }
      <div ref={scroller} className={classes.box} tabIndex={0} role="log" aria-label={t.logs.title} aria-live="off" onScroll={e => { const b = e.currentTarget; follow.current = b.scrollHeight - b.scrollTop - b.clientHeight < 30; }}>
        {lines.length === 0 && <p className={classes.none}>{t.logs.none}</p>}
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(item => {
            const line = lines[item.index]!;
            return <div key={item.key} className={classes.line} data-level={line.level} style={{ transform: `translateY(${item.start}px)` }}><time>{f.clock(new Date(line.time).getTime() / 1000)}</time><span>S{line.session}</span><b>{line.level}</b><span title={line.text}>{line.text}</span></div>;
          })}
        </div>
      </div>
    </Panel>
  );
}
