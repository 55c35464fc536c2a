import { Alert, Button, Skeleton, Table, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AuditPage as Page } from '../../api/contract.ts';
import { getJson } from '../../api/http.ts';
import { useErrorText } from '../../app/Blank.tsx';
import { useLanguage } from '../../i18n/language.tsx';

export function AuditPage() {
  const { t, f } = useLanguage();
  const say = useErrorText();
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['audit'], initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) => getJson<Page>(`/api/audit?count=100${pageParam === null ? '' : `&before=${pageParam}`}`, signal),
    getNextPageParam: last => last.before,
  });
  useEffect(() => { document.title = `${t.audit.title} · ${t.product}`; }, [t]);
  const entries = data?.pages.flatMap(page => page.entries);
  return (
    <div className="page" style={{ maxWidth: 1200 }}>
      <Title order={1}>{t.audit.title}</Title>
      <Text size="sm" c="dimmed" mb={14}>{t.audit.text}</Text>
      {error && <Alert color="red">{say(error)}</Alert>}
      <div className="card" style={{ padding: '6px 14px' }}>
        {!entries && !error ? <Skeleton height={300} my={10} /> : entries?.length === 0 ? <Text c="dimmed" size="sm" py={16}>{t.audit.none}</Text> : (
          <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table fz="sm" verticalSpacing={5} className="num">
              <Table.Thead><Table.Tr>{[t.audit.when, t.audit.who, t.audit.what, t.audit.on, t.audit.status, t.audit.address].map(h => <Table.Th key={h}>{h}</Table.Th>)}</Table.Tr></Table.Thead>
              <Table.Tbody>{(entries ?? []).map(e => <Table.Tr key={e.id}><Table.Td style={{ whiteSpace: 'nowrap' }}>{f.dateTime(e.time)}</Table.Td><Table.Td fw={550}>{e.account}</Table.Td><Table.Td className="mono">{e.action}</Table.Td><Table.Td className="mono">{e.target}</Table.Td><Table.Td className="mono" c={e.status >= 400 ? 'var(--bad)' : 'dimmed'}>{e.status}</Table.Td><Table.Td className="mono" c="dimmed">{e.address}</Table.Td></Table.Tr>)}</Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
        {hasNextPage && <Button my={10} size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>{t.audit.older}</Button>}
      </div>
    </div>
  );
}
