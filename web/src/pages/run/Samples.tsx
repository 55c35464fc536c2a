import { Select, Slider, Text } from '@mantine/core';
import { useMemo } from 'react';
import type { RunDetail } from '../../api/contract.ts';
import { useLanguage } from '../../i18n/language.tsx';
import { Panel } from './Panel.tsx';
import type { RunSearch } from './runView.ts';
import classes from './Samples.module.css';

/** Pictures of one case over the training, with a slider over the steps; the newest unless the link says another. */
export function Samples({ run, search, set }: { run: RunDetail; search: RunSearch; set: (next: Partial<RunSearch>) => void }) {
  const { t, f } = useLanguage();
  const cases = useMemo(() => [...new Set(run.samples.map(s => s.case))].sort(), [run.samples]);
  const steps = useMemo(() => [...new Set(run.samples.map(s => s.step))].sort((a, b) => a - b), [run.samples]);
  const name = cases.find(c => c === search.case);
  const found = search.at === undefined ? -1 : steps.indexOf(search.at), index = found >= 0 ? found : steps.length - 1, step = steps[index];
  if (run.samples.length === 0) return <Panel title={t.samples.title}><Text size="sm" c="dimmed" px={4} py={10}>{t.samples.none}</Text></Panel>;
  const shown = run.samples.filter(s => s.step === step && (name === undefined || s.case === name));
  return (
    <Panel title={t.samples.title} note={t.samples.text} aside={cases.length > 1 && <Select size="xs" w={180} clearable aria-label={t.samples.case} placeholder={t.samples.case} value={name ?? null} onChange={v => set({ case: v ?? undefined })} data={cases} />}>
      <div className={classes.strip}>
        {shown.map(s => <figure key={`${s.case} ${s.k}`}><img src={s.url} alt={t.samples.alt(s.case, s.k, f.count(s.step))} loading="lazy" /><figcaption>{s.case} <span>{t.samples.slice(s.k)}</span></figcaption></figure>)}
      </div>
      {steps.length > 1 && <div className={classes.slider}><span className="num">{t.run.step} {f.count(step ?? 0)}</span><Slider style={{ flex: 1 }} size="sm" min={0} max={steps.length - 1} value={index} label={null} thumbLabel={t.samples.step} onChange={i => set({ at: i === steps.length - 1 ? undefined : steps[i] })} marks={steps.map((_, value) => ({ value }))} /></div>}
    </Panel>
  );
}
