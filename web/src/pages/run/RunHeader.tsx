import { ActionIcon, Button, Group, Menu, NumberInput, Stack, Text, TextInput, Title, Tooltip } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconLayersDifference, IconLink, IconPencil, IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconRepeat, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { RunDetail } from '../../api/contract.ts';
import { runActions, sessionQuery, useChange } from '../../api/queries.ts';
import { useErrorText } from '../../app/Blank.tsx';
import { StateMark } from '../../app/Marks.tsx';
import { LinkButton, LinkItem } from '../../app/links.tsx';
import { Dialog } from '../../app/Dialog.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import classes from './RunHeader.module.css';

type Opened = 'rename' | 'stop' | 'resume' | 'delete' | null;

/** `perEpoch`: iterations of an epoch, 0 where none is over. */
export function RunHeader({ run, perEpoch }: { run: RunDetail; perEpoch: number }) {
  const { t, f } = useLanguage();
  const say = useErrorText();
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const [dialog, setDialog] = useState<Opened>(null);
  const [name, setName] = useState(run.name);
  const [iterations, setIterations] = useState<number>(run.iterations);
  const refresh = useChange((work: () => Promise<unknown>) => work(), client => client.invalidateQueries({ predicate: q => q.queryKey[0] === 'run' || q.queryKey[0] === 'runs' }));
  const act = (work: () => Promise<unknown>) => refresh.mutate(work, { onError: error => notifications.show({ color: 'red', title: t.error.title, message: say(error) }), onSettled: () => setDialog(null) });
  const mayTrain = session?.role === 'trainer' || session?.role === 'administrator';
  const busy = run.state === 'running' || run.state === 'starting' || run.state === 'queued' || run.state === 'stopping';
  const share = run.iterations > 0 ? Math.min(1, run.step / run.iterations) : 0;
  const epoch = run.epoch ?? 0;
  const rerun = () => act(async () => { const { id } = await runActions.rerun(run.id); await navigate({ to: '/runs/$id', params: { id } }); });
  const copy = async () => { await navigator.clipboard.writeText(window.location.href); notifications.show({ message: t.run.linkCopied }); };
  const last = run.sessions[run.sessions.length - 1]?.number ?? 0;
  return (
    <header className={classes.bar}>
      <div className={classes.inner}>
        <div className={classes.title}>
          <StateMark state={run.state} reason={run.reason} />
          <Title order={1} className="ellipsis">{run.name}</Title>
          {mayTrain && <Tooltip label={t.run.rename}><ActionIcon variant="subtle" color="gray" size="sm" aria-label={t.run.rename} onClick={() => { setName(run.name); setDialog('rename'); }}><IconPencil size={15} /></ActionIcon></Tooltip>}
        </div>
        <div className={`${classes.facts} num`}>
          {run.iterations > 0 && <span><b>{f.percent(share)}</b></span>}
          {perEpoch > 0 && <span>{t.run.epoch(f.count(Math.floor(epoch)), f.count(Math.max(Math.ceil(epoch), Math.round(run.iterations / perEpoch))))}</span>}
          <span>{run.iterations > 0 ? t.run.iterations(f.count(run.step), f.count(run.iterations)) : `${t.run.step} ${f.count(run.step)}`}</span>
          {run.etaSeconds !== null && <span>{t.run.eta(f.duration(run.etaSeconds))}</span>}
          <span>{t.run.active(f.duration(run.activeSeconds))}</span>
          {last > 0 && <span>{t.run.session(last, run.sessions.length)}</span>}
          <span className="mono">{run.id}</span>
        </div>
        <Group gap={8} className={classes.buttons} wrap="nowrap">
          {mayTrain && busy && <Button size="xs" variant="default" leftSection={<IconPlayerPause size={15} />} disabled={run.state === 'stopping'} loading={refresh.isPending} onClick={() => act(() => runActions.stop(run.id, false))}>{t.run.stop}</Button>}
          {mayTrain && !busy && run.source !== 'imported' && <Button size="xs" leftSection={<IconPlayerPlay size={15} />} disabled={run.state === 'finished'} loading={refresh.isPending} onClick={() => act(() => runActions.resume(run.id))}>{run.sessions.length === 0 ? t.run.start : t.run.resume}</Button>}
          <LinkButton size="xs" variant="default" leftSection={<IconLayersDifference size={15} />} to="/compare" search={{ runs: run.id }}>{t.run.compare}</LinkButton>
          <Menu position="bottom-end" width={240}>
            <Menu.Target><ActionIcon variant="default" size={30} aria-label={t.run.more}><IconDots size={17} /></ActionIcon></Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconLink size={16} />} onClick={() => void copy()}>{t.run.share}</Menu.Item>
              {mayTrain && <Menu.Item leftSection={<IconRepeat size={16} />} onClick={rerun}>{t.run.rerun}</Menu.Item>}
              {mayTrain && <LinkItem leftSection={<IconPencil size={16} />} to="/new" search={{ from: run.id }}>{t.nav.create}</LinkItem>}
              {mayTrain && !busy && <Menu.Item leftSection={<IconPlayerPlay size={16} />} onClick={() => { setIterations(run.iterations * 2); setDialog('resume'); }}>{t.run.resumeMore}</Menu.Item>}
              {mayTrain && busy && <Menu.Item color="var(--bad)" leftSection={<IconPlayerStop size={16} />} onClick={() => setDialog('stop')}>{t.run.stopNow}</Menu.Item>}
              {session?.role === 'administrator' && !busy && <Menu.Item color="var(--bad)" leftSection={<IconTrash size={16} />} onClick={() => setDialog('delete')}>{t.run.delete}</Menu.Item>}
            </Menu.Dropdown>
          </Menu>
        </Group>
      </div>
      <div className={classes.progress} aria-hidden="true"><i style={{ width: `${100 * share}%` }} data-state={run.state} /></div>

      <Dialog opened={dialog === 'rename'} onClose={() => setDialog(null)} title={t.run.rename}>
        <form onSubmit={e => { e.preventDefault(); act(() => runActions.edit(run.id, { name })); }}><Stack><TextInput label={t.create.name} value={name} onChange={e => setName(e.currentTarget.value)} required maxLength={200} data-autofocus /><Group justify="flex-end"><Button type="submit">{t.action.save}</Button></Group></Stack></form>
      </Dialog>
      <Dialog opened={dialog === 'stop' || dialog === 'delete'} onClose={() => setDialog(null)} title={dialog === 'delete' ? t.run.delete : t.run.stopNow}>
        <Text size="sm">{dialog === 'delete' ? t.run.deleteSure : t.run.stopNowSure}</Text>
        <Group justify="flex-end" mt="md"><Button variant="default" onClick={() => setDialog(null)}>{t.action.cancel}</Button>
          <Button color="red.8" onClick={() => act(dialog === 'delete' ? async () => { await runActions.remove(run.id); await navigate({ to: '/' }); } : () => runActions.stop(run.id, true))}>{dialog === 'delete' ? t.run.delete : t.run.stopNow}</Button></Group>
      </Dialog>
      <Dialog opened={dialog === 'resume'} onClose={() => setDialog(null)} title={t.run.resumeMore}>
        <Stack><NumberInput label={t.run.iterationsTotal} value={iterations} min={run.step + 1} step={250} onChange={v => setIterations(Number(v))} /><Group justify="flex-end"><Button onClick={() => act(() => runActions.resume(run.id, iterations))}>{t.run.resume}</Button></Group></Stack>
      </Dialog>
    </header>
  );
}
