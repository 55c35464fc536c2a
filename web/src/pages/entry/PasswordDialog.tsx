import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState, type SyntheticEvent } from 'react';
import { change } from '../../api/http.ts';
import { useErrorText } from '../../app/Blank.tsx';
import { Dialog } from '../../app/Dialog.tsx';
import { useLanguage } from '../../i18n/language.tsx';

export function PasswordDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useLanguage();
  const say = useErrorText();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setProblem(null);
    try {
      await change('POST', '/api/session/password', { current, next });
      notifications.show({ message: t.entry.passwordChanged });
      setCurrent('');
      setNext('');
      onClose();
    } catch (error) { setProblem(error); }
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={t.entry.changePassword}>
      <form onSubmit={event => void submit(event)}>
        <Stack>
          <PasswordInput label={t.entry.currentPassword} value={current} onChange={e => setCurrent(e.currentTarget.value)} autoComplete="current-password" required data-autofocus />
          <PasswordInput label={t.entry.newPassword} description={t.entry.rule} value={next} onChange={e => setNext(e.currentTarget.value)} autoComplete="new-password" required minLength={10} />
          {problem !== null && <Alert color="red">{say(problem)}</Alert>}
          <Group justify="flex-end"><Button variant="default" onClick={onClose}>{t.action.cancel}</Button><Button type="submit">{t.action.save}</Button></Group>
        </Stack>
      </form>
    </Dialog>
  );
}
