import { Alert, Button, Code, CopyButton, Group, NumberInput, Skeleton, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconCopy, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Token } from '../../api/contract.ts';
import { peopleActions, tokensQuery, useChange } from '../../api/queries.ts';
import { Blank, useErrorText } from '../../app/Blank.tsx';
import { useNow } from '../../app/LiveProvider.tsx';
import { Dialog } from '../../app/Dialog.tsx';
import { useLanguage } from '../../i18n/language.tsx';

export function TokensPage() {
  const { t, f } = useLanguage();
  const say = useErrorText();
  const now = useNow(30_000);
  const { data: tokens, error } = useQuery(tokensQuery);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const [revoking, setRevoking] = useState<Token | null>(null);
  const [name, setName] = useState('');
  const [days, setDays] = useState(90);
  const change = useChange((work: () => Promise<unknown>) => work(), client => client.invalidateQueries({ queryKey: ['tokens'] }));
  const act = (work: () => Promise<unknown>) => change.mutate(work, { onError: problem => notifications.show({ color: 'red', title: t.error.title, message: say(problem) }) });
  useEffect(() => { document.title = `${t.tokens.title} · ${t.product}`; }, [t]);
  return (
    <div className="page" style={{ maxWidth: 1000 }}>
      <Group justify="space-between" mb={4}><Title order={1}>{t.tokens.title}</Title><Button size="sm" leftSection={<IconPlus size={16} />} onClick={() => { setName(''); setAdding(true); }}>{t.tokens.add}</Button></Group>
      <Text size="sm" c="dimmed" mb={14}>{t.tokens.text}</Text>
      {error && <Alert color="red">{say(error)}</Alert>}
      {made && (
        <Alert color="petrol" mb={14} withCloseButton closeButtonLabel={t.action.close} onClose={() => setMade(null)}>
          <Text size="sm" mb={6}>{t.tokens.once}</Text>
          <Group gap={8}><Code fz="sm">{made}</Code><CopyButton value={made}>{({ copied, copy }) => <Button size="xs" variant="default" leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} onClick={copy}>{copied ? t.action.copied : t.action.copy}</Button>}</CopyButton></Group>
        </Alert>
      )}
      <div className="card" style={{ padding: '6px 14px' }}>
        {!tokens && !error ? <Skeleton height={120} my={10} /> : tokens?.length === 0 ? <Blank title={t.tokens.none} text={t.tokens.noneText} /> : (
          <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table verticalSpacing="xs" className="num">
              <Table.Thead><Table.Tr><Table.Th>{t.tokens.name}</Table.Th><Table.Th>{t.people.name}</Table.Th><Table.Th>{t.tokens.created}</Table.Th><Table.Th>{t.tokens.expires}</Table.Th><Table.Th>{t.tokens.lastUsed}</Table.Th><Table.Th><span className="hidden-text">{t.tokens.revoke}</span></Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>{(tokens ?? []).map(token => <Table.Tr key={token.id}><Table.Td fw={550}>{token.name}</Table.Td><Table.Td>{token.account}</Table.Td><Table.Td>{f.dateTime(token.created)}</Table.Td><Table.Td>{token.expires ? f.dateTime(token.expires) : t.tokens.never}</Table.Td><Table.Td>{token.lastUsed ? f.ago(token.lastUsed, now) : t.tokens.never}</Table.Td><Table.Td ta="right"><Button size="compact-xs" variant="default" onClick={() => setRevoking(token)}>{t.tokens.revoke}</Button></Table.Td></Table.Tr>)}</Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </div>
      <Dialog opened={adding} onClose={() => setAdding(false)} title={t.tokens.add}>
        <form onSubmit={e => { e.preventDefault(); act(async () => { const { token } = await peopleActions.addToken({ name, days }); setMade(token); setAdding(false); }); }}>
          <Stack><TextInput label={t.tokens.name} required value={name} onChange={e => setName(e.currentTarget.value)} data-autofocus maxLength={100} /><NumberInput label={t.tokens.days} min={1} max={3650} value={days} onChange={v => setDays(Number(v))} /><Group justify="flex-end"><Button type="submit" loading={change.isPending}>{t.action.create}</Button></Group></Stack>
        </form>
      </Dialog>
      <Dialog opened={revoking !== null} onClose={() => setRevoking(null)} title={t.tokens.revoke}>
        <Text size="sm">{revoking && t.tokens.revokeSure(revoking.name)}</Text>
        <Group justify="flex-end" mt="md"><Button variant="default" onClick={() => setRevoking(null)}>{t.action.cancel}</Button><Button color="red.8" onClick={() => { if (revoking) act(() => peopleActions.removeToken(revoking.id)); setRevoking(null); }}>{t.tokens.revoke}</Button></Group>
      </Dialog>
    </div>
  );
}
