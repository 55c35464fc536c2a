import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Panel.module.css';

export function Panel({ title, aside, children, note }: { title: string; aside?: ReactNode; note?: string; children: ReactNode }) {
  return (
    <section className={`card ${classes.panel}`} aria-label={title}>
      <header className={classes.head}><Title order={2}>{title}</Title>{note && <Text size="xs" c="dimmed">{note}</Text>}<span style={{ flex: 1 }} />{aside}</header>
      {children}
    </section>
  );
}
