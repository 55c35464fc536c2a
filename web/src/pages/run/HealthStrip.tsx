import { Button, CloseButton, Group, Popover, Text, TextInput, Title, UnstyledButton } from '@mantine/core';
import { IconBellOff, IconBell, IconCircleCheck, IconZoomIn } from '@tabler/icons-react';
import { useState } from 'react';
import type { Finding } from '../../api/contract.ts';
import { runActions, useChange } from '../../api/queries.ts';
import { SeverityIcon, severityTone } from '../../app/Marks.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import classes from './HealthStrip.module.css';

const order = { critical: 0, warning: 1, info: 2 };
const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;
const words = (key: string): string => key.replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();

function Mute({ run, finding }: { run: string; finding: Finding }) {
  const { t } = useLanguage();
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState('');
  const change = useChange((work: () => Promise<unknown>) => work(), client => client.invalidateQueries({ queryKey: ['run', run] }));
  if (finding.muted) return <Button size="xs" variant="subtle" color="gray" leftSection={<IconBell size={15} />} onClick={() => change.mutate(() => runActions.unmute(run, finding.key))}>{t.run.unmute}</Button>;
  return (
    <Popover opened={opened} onChange={setOpened} trapFocus withArrow shadow="md" position="bottom-end">
      <Popover.Target><Button size="xs" variant="subtle" color="gray" leftSection={<IconBellOff size={15} />} onClick={() => setOpened(o => !o)}>{t.run.mute}</Button></Popover.Target>
      <Popover.Dropdown>
        <form onSubmit={e => { e.preventDefault(); change.mutate(() => runActions.mute(run, finding.key, reason)); setOpened(false); }}>
          <Group align="flex-end" gap={8}><TextInput size="xs" label={t.run.muteReason} value={reason} onChange={e => setReason(e.currentTarget.value)} required maxLength={300} w={260} /><Button size="xs" type="submit">{t.run.mute}</Button></Group>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

function Explanation({ run, finding, mayTrain, onZoom, onClose }: { run: string; finding: Finding; mayTrain: boolean; onZoom: () => void; onClose: () => void }) {
  const { t, f } = useLanguage();
  const numbers = Object.entries(finding.numbers);
  return (
    <section className={`card ${classes.card}`} data-tone={severityTone(finding.severity)} aria-label={t.run.explain}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <Group gap={8} wrap="nowrap"><SeverityIcon severity={finding.severity} size={18} /><Title order={2}>{t.severity[finding.severity]}</Title><Text size="xs" c="dimmed">{t.run.rule(finding.rule, finding.version)} · {t.side.steps(f.count(finding.fromStep), finding.active ? '…' : f.count(finding.toStep))}</Text></Group>
        <CloseButton aria-label={t.action.close} onClick={onClose} />
      </Group>
      <div className={classes.columns}>
        <div><h3>{t.run.explain}</h3><p>{finding.explanation}</p></div>
        <div><h3>{t.run.suggestion}</h3><p>{finding.suggestion}</p></div>
        {numbers.length > 0 && <div><h3>{t.run.evidence}</h3><dl className="num">{numbers.map(([key, value]) => <div key={key}><dt>{words(key)}</dt><dd>{f.value(value)}</dd></div>)}</dl></div>}
      </div>
      {finding.muted && <Text size="sm" c="dimmed">{t.run.mutedBy(finding.muted.by, finding.muted.reason)}</Text>}
      <Group gap={8} mt={4}><Button size="xs" variant="light" leftSection={<IconZoomIn size={15} />} onClick={onZoom}>{t.run.zoomTo}</Button>{mayTrain && <Mute run={run} finding={finding} />}</Group>
    </section>
  );
}

interface Props { run: string; findings: readonly Finding[]; chosen: Finding | undefined; mayTrain: boolean; onChoose: (key: string | undefined) => void; onZoom: (finding: Finding) => void }

/** One chip for each finding, the worst first; the chosen one is explained below. */
export function HealthStrip({ run, findings, chosen, mayTrain, onChoose, onZoom }: Props) {
  const { t, f } = useLanguage();
  const sorted = [...findings].sort((a, b) => Number(a.muted !== null) - Number(b.muted !== null) || Number(b.active) - Number(a.active) || order[a.severity] - order[b.severity]);
  return (
    <div aria-live="polite">
      <div className={classes.strip} role="group" aria-label={t.run.findings}>
        {!findings.some(x => x.active && !x.muted) && <span className={classes.ok}><IconCircleCheck size={17} stroke={2} aria-hidden />{t.run.healthOk}<span className={classes.quiet}>{t.run.healthOkText}</span></span>}
        {sorted.map(finding => (
          <UnstyledButton key={finding.key} className={classes.chip} data-tone={severityTone(finding.severity)} data-quiet={(finding.muted !== null || !finding.active) || undefined} aria-expanded={finding === chosen} onClick={() => onChoose(finding === chosen ? undefined : finding.key)}>
            <SeverityIcon severity={finding.severity} /><span className="ellipsis"><span className="hidden-text">{t.severity[finding.severity]}: </span>{firstSentence(finding.explanation)}</span>
            <span className={`${classes.quiet} num`}>{finding.muted ? <IconBellOff size={14} aria-label={t.run.mute} /> : finding.active ? t.run.since(f.count(finding.fromStep)) : t.run.over}</span>
          </UnstyledButton>
        ))}
      </div>
      {chosen && <Explanation run={run} finding={chosen} mayTrain={mayTrain} onZoom={() => onZoom(chosen)} onClose={() => onChoose(undefined)} />}
    </div>
  );
}
