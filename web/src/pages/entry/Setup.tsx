import { Alert, Button, PasswordInput, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import { change } from '../../api/http.ts';
import { sessionQuery } from '../../api/queries.ts';
import { useErrorText } from '../../app/Blank.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Frame } from './Frame.tsx';

export function Setup() {
  const { t } = useLanguage();
  const say = useErrorText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const search = useSearch({ from: '/setup' });
  // The word of the link stands behind #, so that it is never sent in an address.
  const [given] = useState(() => search.token ?? window.location.hash.slice(1));
  const [token, setToken] = useState(given);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (password !== repeat) { setProblem(new Error(t.entry.differs)); return; }
    setBusy(true);
    setProblem(null);
    try {
      await change('POST', '/api/setup', { token, name, password });
      let session = await client.query({ ...sessionQuery, staleTime: 0 });
      if (!session.signedIn) {
        await change('POST', '/api/session', { name, password });
        session = await client.query({ ...sessionQuery, staleTime: 0 });
      }
      await navigate({ to: '/', replace: true });
    } catch (error) { setProblem(error); } finally { setBusy(false); }
  };

  return (
    <Frame>
      <div><Title order={1} fz={26}>{t.entry.setupTitle}</Title><Text c="dimmed" mt={6}>{t.entry.setupText}</Text></div>
      <form onSubmit={event => void submit(event)} style={{ display: 'contents' }}>
        {given === '' && <TextInput label={t.entry.token} description={t.entry.tokenHint} value={token} onChange={e => setToken(e.currentTarget.value)} required />}
        <TextInput label={t.entry.name} value={name} onChange={e => setName(e.currentTarget.value)} autoComplete="username" required size="md" autoFocus />
        <PasswordInput label={t.entry.newPassword} description={t.entry.rule} value={password} onChange={e => setPassword(e.currentTarget.value)} autoComplete="new-password" required minLength={10} size="md" />
        <PasswordInput label={t.entry.repeat} value={repeat} onChange={e => setRepeat(e.currentTarget.value)} autoComplete="new-password" required size="md" error={repeat !== '' && repeat !== password ? t.entry.differs : undefined} />
        {problem !== null && <Alert color="red" role="alert">{say(problem)}</Alert>}
        <Button type="submit" size="md" loading={busy} mt={6}>{t.entry.setup}</Button>
      </form>
    </Frame>
  );
}
