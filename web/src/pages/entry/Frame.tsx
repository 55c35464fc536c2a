import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useLanguage } from '../../i18n/language.tsx';
import classes from './Frame.module.css';

/** The page around signing in: the form left, a quiet picture of a training right. */
export function Frame({ children }: { children: ReactNode }) {
  const { t, language, setLanguage } = useLanguage();
  return (
    <main className={classes.page} data-whole>
      <section className={classes.form}>
        <Group gap={10}><img src="/favicon.svg" alt="" width={34} height={34} /><Text fw={650} fz={19} style={{ letterSpacing: '-0.02em' }}>{t.product}</Text></Group>
        <div className={classes.inner}>{children}</div>
        <Group justify="space-between"><Text size="xs" c="dimmed">{t.researchOnly}</Text><Button variant="subtle" color="gray" size="compact-xs" onClick={() => setLanguage(language === 'en' ? 'de' : 'en')}>{language === 'en' ? 'Deutsch' : 'English'}</Button></Group>
      </section>
      <aside className={classes.picture} aria-hidden="true">
        <svg viewBox="0 0 600 420" preserveAspectRatio="xMidYMid slice">
          <g stroke="#ffffff" strokeOpacity=".09">{[70, 140, 210, 280, 350].map(y => <path key={y} d={`M0 ${y}H600`} />)}{[100, 200, 300, 400, 500].map(x => <path key={x} d={`M${x} 0V420`} />)}</g>
          <path d="M0 70C60 90 80 250 150 290s160 46 240 58 150 14 210 16" fill="none" stroke="#7fd6e4" strokeWidth="3.5" />
          <path d="M0 96C70 130 90 240 170 268s120 20 180 26 170-34 250-66" fill="none" stroke="#ffb36b" strokeWidth="3.5" strokeDasharray="11 8" />
          <rect x="352" y="0" width="248" height="420" fill="#ffb36b" opacity=".08" />
          <path d="M352 0V420" stroke="#ffb36b" strokeOpacity=".6" strokeDasharray="3 5" />
          <circle cx="352" cy="294" r="7" fill="#ffb36b" />
        </svg>
        <p>{t.entry.tagline}</p>
      </aside>
    </main>
  );
}
