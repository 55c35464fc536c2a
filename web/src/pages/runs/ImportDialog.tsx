import { Alert, Button, FileInput, Group, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconFileImport } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { runActions, useChange } from '../../api/queries.ts';
import { useErrorText } from '../../app/Blank.tsx';
import { Dialog } from '../../app/Dialog.tsx';
import { useLanguage } from '../../i18n/language.tsx';

/** Curves that TensorBoard kept become a training of the list. */
export function ImportButton() {
  const { t, f } = useLanguage();
  const say = useErrorText();
  const navigate = useNavigate();
  const [opened, setOpened] = useState(false);
  const [files, setFiles] = useState<File[]>([]);
  const [name, setName] = useState('');
  const bring = useChange(() => runActions.importEvents(files, name), client => client.invalidateQueries({ queryKey: ['runs'] }));
  const close = () => { setOpened(false); setFiles([]); setName(''); bring.reset(); };
  const submit = () => bring.mutate(undefined, {
    onSuccess: run => {
      notifications.show({ color: run.problems.length > 0 ? 'yellow' : undefined, title: t.runs.imported(f.count(run.points)), message: run.problems.join(' ') });
      close();
      void navigate({ to: '/runs/$id', params: { id: run.id } });
    },
  });
  return (
    <>
      <Button variant="default" size="sm" leftSection={<IconFileImport size={16} />} onClick={() => setOpened(true)}>{t.runs.importShort}</Button>
      <Dialog opened={opened} onClose={close} title={t.runs.import}>
        <form onSubmit={e => { e.preventDefault(); submit(); }}>
          <Stack>
            <Text size="sm" c="dimmed">{t.runs.importText}</Text>
            <FileInput label={t.runs.importFiles} placeholder={t.create.upload} multiple clearable clearButtonProps={{ 'aria-label': t.action.delete }} value={files} onChange={setFiles} leftSection={<IconFileImport size={16} />} required />
            <TextInput label={t.runs.name} placeholder="TensorBoard" value={name} onChange={e => setName(e.currentTarget.value)} maxLength={200} />
            {bring.error !== null && <Alert color="red">{say(bring.error)}</Alert>}
            <Group justify="flex-end"><Button variant="default" onClick={close}>{t.action.cancel}</Button><Button type="submit" disabled={files.length === 0} loading={bring.isPending}>{t.runs.importShort}</Button></Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
