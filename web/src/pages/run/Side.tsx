import { ActionIcon, Anchor, Button, Code, CopyButton, Group, TagsInput, Text, Textarea, Title, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload, IconFileText, IconStarFilled } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { RunDetail } from '../../api/contract.ts';
import { runActions, runTextQuery, useChange } from '../../api/queries.ts';
import { useErrorText } from '../../app/Blank.tsx';
import { Dialog } from '../../app/Dialog.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Baseline } from './Baseline.tsx';
import classes from './Side.module.css';

function Card({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return <section className={`card ${classes.card}`} aria-label={title}><Group justify="space-between" mb={6}><Title order={2}>{title}</Title>{aside}</Group>{children}</section>;
}

const fileUrl = (run: RunDetail, path: string): string => `/api/runs/${encodeURIComponent(run.id)}/files/${path.split('/').map(encodeURIComponent).join('/')}`;

function Notes({ run, mayTrain }: { run: RunDetail; mayTrain: boolean }) {
  const { t } = useLanguage();
  const [draft, setDraft] = useState<string | null>(null);
  const save = useChange((body: { notes?: string; tags?: string[] }) => runActions.edit(run.id, body), client => client.invalidateQueries({ predicate: q => q.queryKey[0] === 'run' || q.queryKey[0] === 'runs' }));
  return (
    <Card title={t.side.notes} aside={mayTrain && draft === null && <Button size="compact-xs" variant="subtle" onClick={() => setDraft(run.notes)}>{t.action.edit}</Button>}>
      {draft === null ? <Text size="sm" c={run.notes ? undefined : 'dimmed'} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{run.notes || t.side.noNotes}</Text> : (
        <form onSubmit={e => { e.preventDefault(); save.mutate({ notes: draft }, { onSuccess: () => setDraft(null) }); }}>
          <Textarea aria-label={t.side.notes} autosize minRows={3} maxRows={14} value={draft} placeholder={t.side.notesPlaceholder} onChange={e => setDraft(e.currentTarget.value)} autoFocus maxLength={20000} />
          <Group gap={8} mt={8} justify="flex-end"><Button size="xs" variant="default" onClick={() => setDraft(null)}>{t.action.cancel}</Button><Button size="xs" type="submit" loading={save.isPending}>{t.action.save}</Button></Group>
        </form>
      )}
      {(mayTrain || run.tags.length > 0) && <TagsInput size="xs" mt={10} label={t.side.tags} value={run.tags} readOnly={!mayTrain} placeholder={run.tags.length === 0 ? t.side.addTag : ''} onChange={tags => save.mutate({ tags })} clearable={false} maxTags={20} />}
    </Card>
  );
}

function FileText({ run, which, onClose }: { run: RunDetail; which: 'configuration' | 'architecture' | null; onClose: () => void }) {
  const { t } = useLanguage();
  const say = useErrorText();
  const { data, error } = useQuery({ ...runTextQuery(run.id, which ?? 'configuration'), enabled: which !== null });
  return (
    <Dialog opened={which !== null} onClose={onClose} size="xl" title={which ? t.side[which] : ''}>
      <Group justify="flex-end" mb={8}><CopyButton value={data ?? ''}>{({ copied, copy }) => <Button size="xs" variant="default" leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} onClick={copy}>{copied ? t.action.copied : t.action.copy}</Button>}</CopyButton></Group>
      <Code block className={classes.code} tabIndex={0}>{data ?? (error ? say(error) : '…')}</Code>
    </Dialog>
  );
}

function Facts({ run }: { run: RunDetail }) {
  const { t } = useLanguage();
  const [text, setText] = useState<'configuration' | 'architecture' | null>(null);
  const groups = [...new Set(run.facts.map(x => x.group))];
  return (
    <Card title={t.side.facts}>
      {run.source !== 'imported' && <Group gap={8} mb={10}>{(['architecture', 'configuration'] as const).map(which => <Button key={which} size="compact-sm" variant="default" leftSection={<IconFileText size={15} />} onClick={() => setText(which)}>{t.side[which]}</Button>)}</Group>}
      {groups.map(group => (
        <div key={group} className={classes.group}>
          <h3>{group}</h3>
          <dl>{run.facts.filter(x => x.group === group).map(fact => <div key={fact.name}><dt>{fact.name}</dt><dd title={fact.value}>{fact.value}</dd></div>)}</dl>
        </div>
      ))}
      <FileText run={run} which={text} onClose={() => setText(null)} />
    </Card>
  );
}

function Checkpoints({ run }: { run: RunDetail }) {
  const { t, f } = useLanguage();
  const shown = [...run.checkpoints].reverse();
  return (
    <Card title={t.side.checkpoints}>
      {shown.length === 0 && <Text size="sm" c="dimmed">{t.side.none}</Text>}
      <ul className={classes.files}>
        {shown.slice(0, 8).map(point => (
          <li key={`${point.file} ${point.step}`}>
            <span className={`${classes.fileName} num`}>{point.best && <IconStarFilled size={13} aria-label={t.side.best} style={{ color: 'var(--warn)', flex: 'none' }} />}{t.run.step} {f.count(point.step)}</span>
            <span className="num">{f.bytes(point.bytes)}</span>
            <Tooltip label={point.sha256 ? `${t.side.hash} ${point.sha256.slice(0, 16)}…` : point.file}><ActionIcon component="a" href={fileUrl(run, point.file)} download variant="subtle" size="sm" aria-label={`${t.action.download} ${t.chart.checkpoint} ${point.step}`}><IconDownload size={15} /></ActionIcon></Tooltip>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Artifacts({ run }: { run: RunDetail }) {
  const { t, f } = useLanguage();
  const base = `/api/runs/${encodeURIComponent(run.id)}`;
  return (
    <Card title={t.side.artifacts}>
      <ul className={classes.files}>
        {run.artifacts.slice(0, 30).map(file => <li key={file.path}><Anchor href={fileUrl(run, file.path)} download size="sm" className="ellipsis" title={file.path}>{file.path}</Anchor><span className="num">{f.bytes(file.bytes)}</span></li>)}
        <li><span>{t.side.export}</span><span><Anchor size="sm" href={`${base}/export.csv`} download>{t.side.csv}</Anchor> · <Anchor size="sm" href={`${base}/export.parquet`} download>{t.side.parquet}</Anchor></span></li>
      </ul>
    </Card>
  );
}

function Timeline({ run }: { run: RunDetail }) {
  const { t, f } = useLanguage();
  return (
    <Card title={t.side.timeline}>
      <ol className={classes.timeline} tabIndex={0} aria-label={t.side.timeline}>{[...run.timeline].reverse().slice(0, 40).map((event, i) => <li key={i} data-kind={event.kind}><span>{event.text}</span><time className="num" dateTime={event.time}>{f.dateTime(event.time)}</time></li>)}</ol>
      {run.sessions.length > 1 && <><h3 className={classes.sub}>{t.side.sessions}</h3><ul className={classes.files}>{run.sessions.map(s => <li key={s.number}><span className="num">{t.chart.session(s.number)} · {t.side.steps(f.count(s.startStep), f.count(s.lastStep))}</span><span className="ellipsis" title={s.reason}>{s.reason}</span></li>)}</ul></>}
    </Card>
  );
}

interface SideProps { run: RunDetail; mayTrain: boolean; baseline: string | undefined; onBaseline: (id: string | undefined) => void }

export function Side({ run, mayTrain, baseline, onBaseline }: SideProps) {
  const { t } = useLanguage();
  return <aside className={classes.side} aria-label={t.run.details}><Notes run={run} mayTrain={mayTrain} /><Facts run={run} /><Card title={t.side.baseline}><Baseline run={run} chosen={baseline} onChoose={onBaseline} /></Card><Checkpoints run={run} /><Artifacts run={run} /><Timeline run={run} /></aside>;
}
