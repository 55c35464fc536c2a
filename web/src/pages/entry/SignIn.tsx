import { Alert, Button, PasswordInput, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { useState, type SyntheticEvent } from 'react';
import { change } from '../../api/http.ts';
import { sessionQuery } from '../../api/queries.ts';
import { useErrorText } from '../../app/Blank.tsx';
import { useLanguage } from '../../i18n/language.tsx';
import { Frame } from './Frame.tsx';

export function SignIn() {
  const { t } = useLanguage();
  const say = useErrorText();
  const client = useQueryClient();
  const router = useRouter();
  const { next } = useSearch({ from: '/sign-in' });
  const { data: session } = useQuery(sessionQuery);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    try {
      await change('POST', '/api/session', { name, password });
      await client.query({ ...sessionQuery, staleTime: 0 });
      // Only a path of this page: a link must not lead elsewhere after signing in.
      if (next?.startsWith('/') && !next.startsWith('//')) router.history.replace(next);
      else await router.navigate({ to: '/', replace: true });
    } catch (error) { setProblem(error); } finally { setBusy(false); }
  };

  return (
    <Frame>
      <Title order={1} fz={26}>{t.entry.signIn}</Title>
      {session?.needsSetup && <Alert color="petrol">{t.entry.needsSetup}</Alert>}
      <form onSubmit={event => void submit(event)} style={{ display: 'contents' }}>
        <TextInput label={t.entry.name} value={name} onChange={e => setName(e.currentTarget.value)} autoComplete="username" required size="md" autoFocus />
        <PasswordInput label={t.entry.password} value={password} onChange={e => setPassword(e.currentTarget.value)} autoComplete="current-password" required size="md" />
        {problem !== null && <Alert color="red" role="alert">{say(problem)}</Alert>}
        <Button type="submit" size="md" loading={busy} mt={6}>{t.entry.signIn}</Button>
      </form>
    </Frame>
  );
}
