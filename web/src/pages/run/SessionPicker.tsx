import { Button, Checkbox, Popover, Radio, ScrollArea, Stack, Text } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import { useLanguage } from '../../i18n/language.tsx';
import { toggleSession } from './runView.ts';

/** Which sessions are drawn: what counts of all, all of them, or any that are ticked. */
export function SessionPicker({ value, sessions, onPick }: { value: string; sessions: readonly number[]; onPick: (value: string) => void }) {
  const { t } = useLanguage();
  const words = t.controls.session;
  const chosen = /^\d/.test(value) ? value.split(',').map(Number) : [];
  const text = value === 'effective' ? words.effective : value === 'all' ? words.all : words.pick(chosen.join(', '));
  return (
    <Popover position="bottom-start" shadow="md" withArrow trapFocus returnFocus width={230}>
      <Popover.Target><Button size="xs" variant="default" maw={190} fw={450} rightSection={<IconSelector size={14} />} aria-label={`${t.controls.sessions}: ${text}`}>{text}</Button></Popover.Target>
      <Popover.Dropdown>
        <Radio.Group aria-label={t.controls.sessions} value={value} onChange={onPick}><Stack gap={8}><Radio size="xs" value="effective" label={words.effective} /><Radio size="xs" value="all" label={words.all} /></Stack></Radio.Group>
        <Text size="xs" c="dimmed" mt={12} mb={6}>{words.only}</Text>
        <ScrollArea.Autosize mah={260}><Stack gap={8}>{sessions.map(n => <Checkbox key={n} size="xs" label={words.pick(String(n))} checked={chosen.includes(n)} onChange={() => onPick(toggleSession(value, n))} />)}</Stack></ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
