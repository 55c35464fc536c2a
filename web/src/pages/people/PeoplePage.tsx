import { Alert, Badge, Button, Group, Menu, ActionIcon, PasswordInput, Select, Skeleton, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Person, Role } from '../../api/contract.ts';
import { peopleActions, peopleQuery, sessionQuery, useChange } from '../../api/queries.ts';
import { useNow } from '../../app/LiveProvider.tsx';
import { useErrorText } from '../../app/Blank.tsx';
import { Dialog } from '../../app/Dialog.tsx';
import { useLanguage } from '../../i18n/language.tsx';

const roles: readonly Role[] = ['viewer', 'annotator', 'trainer', 'administrator'];
type Opened = { kind: 'add' } | { kind: 'password' | 'delete'; person: Person } | null;

export function PeoplePage() {
  const { t, f } = useLanguage();
  const say = useErrorText();
  const now = useNow(30_000);
  const { data: people, error } = useQuery(peopleQuery);
  const { data: session } = useQuery(sessionQuery);
  const [dialog, setDialog] = useState<Opened>(null);
  const [form, setForm] = useState<{ name: string; password: string; role: Role }>({ name: '', password: '', role: 'viewer' });
  const change = useChange((work: () => Promise<unknown>) => work(), client => client.invalidateQueries({ queryKey: ['people'] }));
  const act = (work: () => Promise<unknown>) => change.mutate(work, { onSuccess: () => setDialog(null), onError: problem => notifications.show({ color: 'red', title: t.error.title, message: say(problem) }) });
  useEffect(() => { document.title = `${t.people.title} · ${t.product}`; }, [t]);
  const roleData = roles.map(value => ({ value, label: t.role[value] }));
  return (
    <div className="page" style={{ maxWidth: 1000 }}>
      <Group justify="space-between" mb={14}><Title order={1}>{t.people.title}</Title><Button size="sm" leftSection={<IconPlus size={16} />} onClick={() => { setForm({ name: '', password: '', role: 'viewer' }); setDialog({ kind: 'add' }); }}>{t.people.add}</Button></Group>
      {error && <Alert color="red">{say(error)}</Alert>}
      <div className="card" style={{ padding: '6px 14px' }}>
        {!people && !error ? <Skeleton height={160} my={10} /> : (
          <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table verticalSpacing="xs">
              <Table.Thead><Table.Tr><Table.Th>{t.people.name}</Table.Th><Table.Th>{t.people.role}</Table.Th><Table.Th>{t.people.active}</Table.Th><Table.Th>{t.people.created}</Table.Th><Table.Th><span className="hidden-text">{t.people.actions}</span></Table.Th></Table.Tr></Table.Thead>
              <Table.Tbody>
                {(people ?? []).map(person => (
                  <Table.Tr key={person.id}>
                    <Table.Td fw={550}>{person.name}{person.name === session?.name && <Text span size="xs" c="dimmed"> · {t.people.you}</Text>}</Table.Td>
                    <Table.Td>{person.name === session?.name ? <Text size="sm" px={10}>{person.role && t.role[person.role]}</Text> : <Select size="xs" w={160} aria-label={`${t.people.role} ${person.name}`} allowDeselect={false} value={person.role} data={roleData} onChange={role => act(() => peopleActions.edit(person.id, { role: role! }))} />}</Table.Td>
                    <Table.Td><Badge variant="light" color={person.disabled ? 'gray' : 'petrol'} tt="none">{person.disabled ? t.people.disabled : t.people.active}</Badge></Table.Td>
                    <Table.Td c="dimmed" className="num">{f.ago(person.created, now)}</Table.Td>
                    <Table.Td ta="right">
                      <Menu position="bottom-end"><Menu.Target><ActionIcon variant="subtle" color="gray" aria-label={`${t.people.actions} ${person.name}`}><IconDots size={17} /></ActionIcon></Menu.Target>
                        <Menu.Dropdown>
                          <Menu.Item onClick={() => { setForm({ ...form, password: '' }); setDialog({ kind: 'password', person }); }}>{t.people.reset}</Menu.Item>
                          {person.name !== session?.name && <><Menu.Item onClick={() => act(() => peopleActions.edit(person.id, { disabled: !person.disabled }))}>{person.disabled ? t.people.enable : t.people.disable}</Menu.Item><Menu.Item color="var(--bad)" onClick={() => setDialog({ kind: 'delete', person })}>{t.action.delete}</Menu.Item></>}
                        </Menu.Dropdown></Menu>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </div>
      <Dialog opened={dialog?.kind === 'add'} onClose={() => setDialog(null)} title={t.people.add}>
        <form onSubmit={e => { e.preventDefault(); act(() => peopleActions.add(form)); }}>
          <Stack>
            <TextInput label={t.people.name} required value={form.name} onChange={e => setForm({ ...form, name: e.currentTarget.value })} data-autofocus autoComplete="off" />
            <PasswordInput label={t.people.password} description={t.entry.rule} required minLength={10} value={form.password} onChange={e => setForm({ ...form, password: e.currentTarget.value })} autoComplete="new-password" />
            <Select label={t.people.role} allowDeselect={false} value={form.role} data={roleData} onChange={role => setForm({ ...form, role: role! })} />
            <Group justify="flex-end"><Button variant="default" onClick={() => setDialog(null)}>{t.action.cancel}</Button><Button type="submit" loading={change.isPending}>{t.action.add}</Button></Group>
          </Stack>
        </form>
      </Dialog>
      <Dialog opened={dialog?.kind === 'password'} onClose={() => setDialog(null)} title={dialog?.kind === 'password' ? `${t.people.reset}: ${dialog.person.name}` : ''}>
        <form onSubmit={e => { e.preventDefault(); if (dialog?.kind === 'password') act(() => peopleActions.edit(dialog.person.id, { password: form.password })); }}>
          <Stack><PasswordInput label={t.entry.newPassword} description={t.entry.rule} required minLength={10} value={form.password} onChange={e => setForm({ ...form, password: e.currentTarget.value })} autoComplete="new-password" data-autofocus /><Group justify="flex-end"><Button type="submit">{t.action.save}</Button></Group></Stack>
        </form>
      </Dialog>
      <Dialog opened={dialog?.kind === 'delete'} onClose={() => setDialog(null)} title={t.action.delete}>
        <Text size="sm">{dialog?.kind === 'delete' && t.people.deleteSure(dialog.person.name)}</Text>
        <Group justify="flex-end" mt="md"><Button variant="default" onClick={() => setDialog(null)}>{t.action.cancel}</Button><Button color="red.8" onClick={() => { if (dialog?.kind === 'delete') act(() => peopleActions.remove(dialog.person.id)); }}>{t.action.delete}</Button></Group>
      </Dialog>
    </div>
  );
}
