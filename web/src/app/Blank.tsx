import { Button, Stack, Text, Title } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ApiError } from '../api/http.ts';
import { LinkButton } from './links.tsx';
import { useLanguage } from '../i18n/language.tsx';

/** What stands where there is nothing to show: a quiet curve, what is the matter, what to do. `whole`: nothing else is on the page. */
export function Blank({ title, text, action, tone = 'quiet', whole = false }: { title: string; text?: string; action?: ReactNode; tone?: 'quiet' | 'bad'; whole?: boolean }) {
  const color = tone === 'bad' ? 'var(--bad)' : 'var(--accent)';
  return (
    <Stack align="center" gap={6} py={56} px={24} ta="center" role={tone === 'bad' ? 'alert' : undefined}>
      <svg width="132" height="72" viewBox="0 0 132 72" aria-hidden="true">
        <path d="M6 64h120M6 44h120M6 24h120" stroke="var(--line)" strokeWidth="1" />
        <path d="M6 14c10 0 12 34 26 40s18 6 34 7 40 1 60 1" fill="none" stroke={color} strokeWidth="2.5" strokeLinecap="round" opacity={0.9} />
        <path d="M6 58c14 0 18-22 34-32s36-14 86-15" fill="none" stroke={color} strokeWidth="2" strokeDasharray="5 5" strokeLinecap="round" opacity={0.5} />
      </svg>
      <Title order={whole ? 1 : 2} fz="h2" mt={10}>{title}</Title>
      {text && <Text c="dimmed" size="sm" maw={460}>{text}</Text>}
      {action && <div style={{ marginTop: 12 }}>{action}</div>}
    </Stack>
  );
}

/** What an error is called for a person. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useLanguage();
  return error => (error instanceof ApiError ? (error.status === 403 ? t.error.forbidden : error.message) : error instanceof TypeError ? t.error.lost : error instanceof Error ? error.message : String(error));
}

export function PageError({ error, reset }: ErrorComponentProps) {
  const { t } = useLanguage();
  const say = useErrorText();
  const queries = useQueryErrorResetBoundary();
  return <Blank whole tone="bad" title={t.error.crash} text={say(error)} action={<Button onClick={() => { queries.reset(); reset(); }}>{t.action.retry}</Button>} />;
}

export function NoSuchPage() {
  const { t } = useLanguage();
  return <Blank whole title={t.error.page} text={t.error.pageText} action={<LinkButton to="/">{t.error.home}</LinkButton>} />;
}
