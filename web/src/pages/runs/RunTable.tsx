import { Checkbox, Tooltip, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState } from 'react';
import type { RunRow } from '../../api/contract.ts';
import { useNow } from '../../app/LiveProvider.tsx';
import { HealthMark, StateMark } from '../../app/Marks.tsx';
import { Sparkline } from '../../charts/Sparkline.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import type { SortKey } from './listView.ts';
import classes from './RunTable.module.css';

const rowHeight = 58;

interface Props {
  rows: RunRow[]; sort: SortKey; down: boolean; selected: ReadonlySet<string>;
  onSort: (key: SortKey) => void; onSelect: (ids: Iterable<string>) => void; onTag: (tag: string) => void;
}

function Head({ label, column, sort, down, onSort }: { label: string; column: SortKey } & Pick<Props, 'sort' | 'down' | 'onSort'>) {
  const { t } = useLanguage();
  const on = column === sort;
  return (
    <div role="columnheader" aria-sort={on ? (down ? 'descending' : 'ascending') : 'none'}>
      <UnstyledButton className={classes.head} onClick={() => onSort(column)} title={t.runs.sortBy(label)}>{label}{on && (down ? <IconChevronDown size={14} /> : <IconChevronUp size={14} />)}</UnstyledButton>
    </div>
  );
}

function Row({ run, now, selected, onToggle, onTag }: { run: RunRow; now: number; selected: boolean; onToggle: () => void; onTag: (tag: string) => void }) {
  const { t, f } = useLanguage();
  const share = run.iterations > 0 ? Math.min(1, run.step / run.iterations) : 0;
  return (
    <>
      <div role="cell"><Checkbox size="xs" checked={selected} onChange={onToggle} aria-label={t.runs.select(run.name)} /></div>
      <div role="cell" className={classes.name}>
        <Link to="/runs/$id" params={{ id: run.id }} className={classes.link}>{run.name}</Link>
        <div className={classes.sub}><span className="mono ellipsis">{run.id}</span>{run.tags.slice(0, 3).map(tag => <UnstyledButton key={tag} className={classes.tag} onClick={() => onTag(tag)} title={t.runs.tag(tag)}>{tag}</UnstyledButton>)}</div>
      </div>
      <div role="cell"><StateMark state={run.state} reason={run.reason} /></div>
      <div role="cell" className={classes.center}>{run.step === 0 && run.findings.length === 0 ? <span>–</span> : <HealthMark findings={run.findings} />}</div>
      <div role="cell" className={classes.spark}><Sparkline values={run.sparkline} label={t.runs.curveOf(run.name)} /></div>
      <div role="cell" className={classes.progress}>
        {run.iterations > 0 && <div className={classes.track} role="progressbar" aria-valuenow={Math.round(100 * share)} aria-valuemin={0} aria-valuemax={100} aria-label={`${t.runs.progress} ${run.name}`}><i style={{ width: `${100 * share}%` }} data-state={run.state} /></div>}
        <span className="num">{run.iterations > 0 && `${f.percent(share)} · `}{f.count(run.step)}</span>
      </div>
      <div role="cell" className="num">{run.etaSeconds === null ? '' : f.duration(run.etaSeconds)}</div>
      <div role="cell" className={`${classes.metric} num`}>{run.metric && run.metric.best !== null ? <Tooltip label={`${run.metric.name} · ${t.chart.last} ${f.value(run.metric.last)}`}><b>{f.value(run.metric.best)}</b></Tooltip> : <span>–</span>}</div>
      <div role="cell" className={`${classes.owner} ellipsis`}>{run.owner || '–'}</div>
      <div role="cell" className={`${classes.when} num`}><Tooltip label={f.dateTime(run.created)}><span>{f.ago(run.created, now)}</span></Tooltip></div>
    </>
  );
}

/** The list of trainings; only the rows on the screen are in the page. */
export function RunTable({ rows, sort, down, selected, onSort, onSelect, onTag }: Props) {
  const { t } = useLanguage();
  const now = useNow(15_000);
  const body = useRef<HTMLDivElement>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => { setMargin(body.current?.offsetTop ?? 0); }, []);
  const virtual = useWindowVirtualizer({ count: rows.length, estimateSize: () => rowHeight, overscan: 8, scrollMargin: margin });
  const heads = { sort, down, onSort };
  const all = rows.length > 0 && rows.every(r => selected.has(r.id));
  const toggle = (id: string) => { const next = new Set(selected); if (!next.delete(id)) next.add(id); onSelect(next); };
  return (
    <div role="table" aria-label={t.runs.table} aria-rowcount={rows.length + 1} className={classes.table}>
      <div role="rowgroup">
        <div role="row" className={`${classes.row} ${classes.heads}`} aria-rowindex={1}>
          <div role="columnheader"><Checkbox size="xs" aria-label={t.runs.selectAll} checked={all} indeterminate={!all && selected.size > 0} onChange={() => onSelect(all ? [] : rows.map(r => r.id))} /></div>
          <Head {...heads} label={t.runs.name} column="name" /><Head {...heads} label={t.runs.state} column="state" />
          <div role="columnheader" className={classes.center}>{t.runs.health}</div><div role="columnheader" className={classes.spark}>{t.runs.curve}</div>
          <Head {...heads} label={t.runs.progress} column="progress" /><Head {...heads} label={t.runs.eta} column="eta" /><Head {...heads} label={t.runs.best} column="metric" />
          <Head {...heads} label={t.runs.owner} column="owner" /><Head {...heads} label={t.runs.created} column="created" />
        </div>
      </div>
      <div role="rowgroup" ref={body} style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(item => {
          const run = rows[item.index]!;
          return (
            <div key={run.id} role="row" aria-rowindex={item.index + 2} className={classes.row} data-selected={selected.has(run.id) || undefined} style={{ position: 'absolute', left: 0, right: 0, height: rowHeight, transform: `translateY(${item.start - margin}px)` }}>
              <Row run={run} now={now} selected={selected.has(run.id)} onToggle={() => toggle(run.id)} onTag={onTag} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
