import { Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX, IconClock, IconFileText, IconInfoCircle, IconLoader, IconPlayerPause, IconPlayerPlay, IconQuestionMark } from '@tabler/icons-react';
import type { RunState, Severity } from '../api/contract.ts';
import { useLanguage } from '../i18n/language.tsx';
import classes from './Marks.module.css';

const stateLook: Record<RunState, readonly [tone: string, icon: typeof IconClock]> = {
  created: ['idle', IconFileText], queued: ['idle', IconClock], starting: ['note', IconLoader], running: ['accent', IconPlayerPlay], stopping: ['warn', IconLoader],
  stopped: ['idle', IconPlayerPause], finished: ['good', IconCircleCheck], failed: ['bad', IconCircleX], lost: ['warn', IconQuestionMark],
};
const severityLook: Record<Severity, readonly [tone: string, icon: typeof IconClock]> = { info: ['note', IconInfoCircle], warning: ['warn', IconAlertTriangle], critical: ['bad', IconCircleX] };
export const severityTone = (severity: Severity): string => severityLook[severity][0];

/** State of a training in shape, colour and word. */
export function StateMark({ state, reason }: { state: RunState; reason?: string | null }) {
  const { t } = useLanguage();
  const [tone, Icon] = stateLook[state];
  const mark = <span className={classes.mark} data-tone={tone} data-state={state}><Icon size={14} stroke={2} className={state === 'running' ? 'pulse' : undefined} aria-hidden />{t.state[state]}</span>;
  return reason ? <Tooltip label={reason} multiline maw={320}>{mark}</Tooltip> : mark;
}

export function SeverityIcon({ severity, size = 16 }: { severity: Severity; size?: number }) {
  const [tone, Icon] = severityLook[severity];
  return <Icon size={size} stroke={2} style={{ color: `var(--${tone})`, flex: 'none' }} aria-hidden />;
}

/** Health of a training: its worst finding and how many there are. */
export function HealthMark({ findings }: { findings: { rule: string; severity: Severity }[] }) {
  const { t } = useLanguage();
  if (findings.length === 0) return <Tooltip label={t.runs.healthy}><span className={classes.health} data-tone="good" role="img" aria-label={t.runs.healthy}><IconCircleCheck size={17} stroke={1.9} /></span></Tooltip>;
  const order: Severity[] = ['critical', 'warning', 'info'];
  const worst = order.find(s => findings.some(f => f.severity === s))!;
  const label = findings.map(f => `${t.severity[f.severity]} ${f.rule}`).join(', ');
  return <Tooltip label={label}><span className={classes.health} data-tone={severityTone(worst)} role="img" aria-label={label}><SeverityIcon severity={worst} size={17} />{findings.length > 1 && findings.length}</span></Tooltip>;
}
