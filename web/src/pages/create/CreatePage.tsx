import { Alert, Button, FileButton, Group, Select, Skeleton, Stack, TagsInput, Text, Textarea, TextInput, Title, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconCircleCheck, IconCircleX, IconPlayerPlay, IconUpload } from '@tabler/icons-react';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useState, type DragEvent } from 'react';
import type { NewRun, Plan, Problem } from '../../api/contract.ts';
import { ApiError } from '../../api/http.ts';
import { checkRun, createRun, datasetsQuery, planRun, runQuery, runTextQuery, sessionQuery, templatesQuery } from '../../api/queries.ts';
import { Blank, useErrorText } from '../../app/Blank.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Panel } from '../run/Panel.tsx';
import classes from './CreatePage.module.css';
import { kindOfFile, withDataset } from './editText.ts';

const CodeEditor = lazy(() => import('./CodeEditor.tsx'));
const mostBytes = 2_000_000;
const firstConfiguration = 'name: training\ndata:\n  path: \nlimits:\n  iterations: 2500\n  iterations_per_epoch: 250\n';
type FileKind = 'architecture' | 'configuration';
const isOf = (problem: Problem, kind: FileKind): boolean => problem.file.toLowerCase().includes(kind === 'architecture' ? 'architecture' : 'configuration');

/** What the training will take: a worker measures it when asked, as it costs time. A change of the files makes it unknown again. */
function PlanCard({ body, ok }: { body: NewRun; ok: boolean }) {
  const { t, f } = useLanguage();
  const say = useErrorText();
  const key = `${body.configuration}\n${body.architecture ?? ''}`;
  const measure = useMutation({ mutationFn: async () => ({ key, plan: (await planRun(body)).plan }) });
  const plan: Plan | null = measure.data?.key === key ? measure.data.plan : null;
  const cells: [string, string][] = plan ? [[t.create.memory, f.bytes(plan.memoryMb * 1e6)], [t.create.perEpoch, f.duration(plan.secondsPerEpoch)], [t.create.total, f.duration(plan.totalSeconds)], [t.create.iterations, f.count(plan.iterations)]] : [];
  return (
    <Panel title={t.create.plan} note={plan ? t.create.estimate : undefined}>
      {plan ? <dl className={`${classes.plan} num`}>{cells.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl> : (
        <Stack gap={8} px={4} pb={6} mih={58} align="flex-start">
          <Text size="sm" c="dimmed">{t.create.planUnknown}</Text>
          <Button size="xs" variant="default" disabled={!ok} loading={measure.isPending} onClick={() => measure.mutate()}>{t.create.measure}</Button>
          {measure.error !== null && <Text size="sm" c="var(--bad)">{say(measure.error)}</Text>}
        </Stack>
      )}
    </Panel>
  );
}

export function CreatePage() {
  const { t, language } = useLanguage();
  const say = useErrorText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { from } = useSearch({ from: '/shell/new' });
  const { data: session } = useQuery(sessionQuery);
  const { data: templates } = useQuery(templatesQuery);
  const { data: datasets } = useQuery(datasetsQuery);
  const { data: source } = useQuery({ ...runQuery(from ?? '', language), enabled: from !== undefined });
  const { data: oldConfiguration } = useQuery({ ...runTextQuery(from ?? '', 'configuration'), enabled: from !== undefined });
  const { data: oldArchitecture } = useQuery({ ...runTextQuery(from ?? '', 'architecture'), enabled: from !== undefined, retry: false });
  const [files, setFiles] = useState<Record<FileKind, string>>({ architecture: '', configuration: firstConfiguration });
  const [open, setOpen] = useState<FileKind>('configuration');
  const [template, setTemplate] = useState<string | null>(null);
  const [form, setForm] = useState({ name: '', notes: '', tags: [] as string[] });
  const [jump, setJump] = useState<{ line: number; turn: number; kind: FileKind }>();
  const [over, setOver] = useState(false);
  const [starting, setStarting] = useState(false);
  const [refused, setRefused] = useState<Problem[]>([]);
  useEffect(() => { document.title = `${t.create.title} · ${t.product}`; }, [t]);
  useEffect(() => { if (oldConfiguration !== undefined) setFiles(x => ({ ...x, configuration: oldConfiguration })); }, [oldConfiguration]);
  useEffect(() => { if (oldArchitecture !== undefined) setFiles(x => ({ ...x, architecture: oldArchitecture })); }, [oldArchitecture]);
  useEffect(() => { if (source) setForm({ name: source.name, notes: '', tags: source.tags }); }, [source]);

  const body = useMemo(() => ({ ...form, name: form.name.trim(), configuration: files.configuration, architecture: files.architecture.trim() === '' ? null : files.architecture, origin: from }), [form, files, from]);
  const [settled] = useDebouncedValue(body, 500);
  const { data: checked, error, isFetching, isPlaceholderData } = useQuery({ queryKey: ['check', settled.configuration, settled.architecture], queryFn: () => checkRun(settled), enabled: settled.configuration.trim() !== '', placeholderData: keepPreviousData, retry: false, staleTime: 30_000 });
  const problems = useMemo(() => (refused.length > 0 ? refused : (checked?.problems ?? [])), [refused, checked]);
  const pending = isFetching || isPlaceholderData || settled !== body;
  const own = useMemo(() => ({ architecture: problems.filter(p => isOf(p, 'architecture')), configuration: problems.filter(p => !isOf(p, 'architecture')) }), [problems]);
  if (session && session.role !== 'trainer' && session.role !== 'administrator') return <Blank whole title={t.error.forbidden} text={t.create.noRight} />;

  const edit = (kind: FileKind, text: string) => { setRefused([]); setFiles(x => (x[kind] === text ? x : { ...x, [kind]: text })); };
  const read = async (file: File | null) => {
    if (!file) return;
    if (file.size > mostBytes) { notifications.show({ color: 'red', message: t.create.tooBig }); return; }
    const text = await file.text(), kind = kindOfFile(file.name, text);
    edit(kind, text);
    setOpen(kind);
    if (kind === 'architecture') setTemplate(null);
  };
  const drop = async (event: DragEvent) => { event.preventDefault(); setOver(false); for (const file of event.dataTransfer.files) await read(file); };
  const start = async () => {
    setStarting(true);
    try {
      const { id } = await createRun(body);
      await client.invalidateQueries({ queryKey: ['runs'] });
      await navigate({ to: '/runs/$id', params: { id } });
    } catch (problem) {
      if (problem instanceof ApiError && problem.problems.length > 0) setRefused(problem.problems);
      else notifications.show({ color: 'red', title: t.error.title, message: say(problem) });
    } finally { setStarting(false); }
  };
  const ok = checked !== undefined && problems.length === 0 && !pending;

  return (
    <div className="page" onDragOver={e => { e.preventDefault(); setOver(true); }} onDragLeave={e => { if (e.currentTarget === e.target) setOver(false); }} onDrop={e => void drop(e)} data-over={over || undefined}>
      <Title order={1}>{t.create.title}</Title>
      <Text c="dimmed" size="sm" mb={14}>{t.create.intro}</Text>
      <div className={classes.columns}>
        <section className={`card ${classes.editor}`} aria-label={t.side.files} data-over={over || undefined}>
          <div className={classes.tabs}>
            <div role="tablist" aria-label={t.side.files} className={classes.tablist}>
              {(['configuration', 'architecture'] as const).map(kind => (
                <UnstyledButton key={kind} role="tab" id={`tab-${kind}`} aria-controls="file-panel" aria-selected={open === kind} className={classes.tab} onClick={() => setOpen(kind)}>
                  {t.create[kind]}<span className="mono">{kind === 'architecture' ? '.json' : '.yaml'}</span>{own[kind].length > 0 && <span className={classes.badge} aria-label={t.create.problems(own[kind].length)}>{own[kind].length}</span>}
                </UnstyledButton>
              ))}
            </div>
            <Group gap={8} ml="auto">
              {open === 'architecture'
                ? <Select size="xs" w={200} aria-label={t.create.template} placeholder={t.create.own} clearable title={templates?.find(x => x.id === template)?.[language === 'de' ? 'german' : 'english']} value={template} data={(templates ?? []).map(x => ({ value: x.id, label: x.title }))} onChange={id => { setTemplate(id); edit('architecture', templates?.find(x => x.id === id)?.document ?? ''); }} />
                : <Select size="xs" w={200} aria-label={t.create.dataset} placeholder={t.create.dataset} value={null} data={(datasets ?? []).map(d => ({ value: d.path, label: `${d.name} · ${t.create.cases(d.cases)}` }))} nothingFoundMessage={t.create.datasetNone} onChange={path => path && edit('configuration', withDataset(files.configuration, path))} />}
              <FileButton onChange={file => void read(file)} accept=".json,.yaml,.yml,application/json,text/yaml">{props => <Button {...props} size="xs" variant="default" leftSection={<IconUpload size={15} />}>{t.create.upload}</Button>}</FileButton>
            </Group>
          </div>
          <div className={classes.code} role="tabpanel" id="file-panel" aria-labelledby={`tab-${open}`}>
            <Suspense fallback={<div aria-label={t.create.reading} style={{ padding: 16 }}>{Array.from({ length: 8 }, (_, i) => <Skeleton key={i} height={12} my={11} width={`${30 + ((i * 37) % 50)}%`} />)}</div>}>
              <CodeEditor key={open} label={t.create[open]} language={open === 'architecture' ? 'json' : 'yaml'} text={files[open]} problems={own[open]} jump={jump?.kind === open ? jump : undefined} onChange={text => edit(open, text)} />
            </Suspense>
          </div>
          <div className={classes.verdict} role="status">
            {error ? <Text size="sm" c="var(--bad)">{say(error)}</Text> : pending || checked === undefined ? <Text size="sm" c="dimmed">{t.create.checking}</Text> : problems.length === 0
              ? <span className={classes.fine}><IconCircleCheck size={17} aria-hidden />{t.create.ok}</span>
              : <ul>{problems.map((p, i) => <li key={i}><UnstyledButton onClick={() => { const kind = isOf(p, 'architecture') ? 'architecture' : 'configuration'; setOpen(kind); setJump({ kind, line: p.line ?? 1, turn: i + Date.now() }); }}><IconCircleX size={16} aria-hidden /><span>{p.message}</span><span className={classes.where}>{p.file}{p.line !== null && ` · ${t.create.line(p.line)}`}</span></UnstyledButton></li>)}</ul>}
          </div>
        </section>
        <div className={classes.side}>
          <Panel title={t.create.title}>
            <div className={classes.form}>
              <TextInput label={t.create.name} value={form.name} required onChange={e => setForm({ ...form, name: e.currentTarget.value })} maxLength={200} />
              <TagsInput label={t.create.tags} value={form.tags} onChange={tags => setForm({ ...form, tags })} placeholder={form.tags.length === 0 ? t.create.tagsHint : ''} maxTags={20} />
              <Textarea label={t.create.notes} value={form.notes} autosize minRows={3} maxRows={10} placeholder={t.side.notesPlaceholder} onChange={e => setForm({ ...form, notes: e.currentTarget.value })} />
            </div>
          </Panel>
          <PlanCard body={body} ok={ok} />
          {refused.length > 0 && <Alert color="red">{t.create.problems(refused.length)}</Alert>}
          <Button size="md" leftSection={<IconPlayerPlay size={18} />} disabled={!ok || form.name.trim() === ''} loading={starting} onClick={() => void start()}>{t.create.start}</Button>
          {problems.length > 0 && !pending && <Text size="xs" c="dimmed" ta="center">{t.create.startHint}</Text>}
          <Text size="xs" c="dimmed" ta="center">{over ? t.create.dropped : t.create.drop}</Text>
        </div>
      </div>
    </div>
  );
}
