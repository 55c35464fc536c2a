import { ActionIcon, Avatar, Button, Menu, Tooltip, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconChartLine, IconDeviceDesktop, IconFileDescription, IconHistory, IconKey, IconLayersDifference, IconLock, IconLogout, IconMoon, IconPlus, IconSun, IconUsers } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { change } from '../api/http.ts';
import { sessionQuery } from '../api/queries.ts';
import { LinkButton, LinkItem } from './links.tsx';
import { useLanguage } from '../i18n/language.tsx';
import { PasswordDialog } from '../pages/entry/PasswordDialog.tsx';
import { LiveProvider, useLive, useNow } from './LiveProvider.tsx';
import classes from './Shell.module.css';

function ConnectionDot() {
  const { t } = useLanguage();
  const { connection } = useLive();
  return (
    <Tooltip label={t.live[connection]}>
      <div className={classes.dot} data-c={connection} role="status"><i className={connection === 'live' ? 'pulse' : undefined} /><span>{t.live[connection]}</span></div>
    </Tooltip>
  );
}

function LostBanner() {
  const { t, f } = useLanguage();
  const { connection, lastContact } = useLive();
  const now = useNow(1000);
  if (connection !== 'lost') return null;
  return <div className={classes.banner} role="alert">{t.live.lostText(f.duration((now - lastContact) / 1000))}</div>;
}

function SchemeMenu() {
  const { t } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices = [['light', t.scheme.light, IconSun], ['dark', t.scheme.dark, IconMoon], ['auto', t.scheme.auto, IconDeviceDesktop]] as const;
  const Current = choices.find(c => c[0] === colorScheme)?.[2] ?? IconDeviceDesktop;
  return (
    <Menu position="bottom-end">
      <Menu.Target><ActionIcon variant="subtle" color="gray" size="lg" aria-label={t.scheme.label}><Current size={18} stroke={1.7} /></ActionIcon></Menu.Target>
      <Menu.Dropdown>
        {choices.map(([key, label, Icon]) => <Menu.Item key={key} leftSection={<Icon size={16} />} onClick={() => setColorScheme(key)} aria-current={key === colorScheme}>{label}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  );
}

function Account() {
  const { t } = useLanguage();
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: session } = useQuery(sessionQuery);
  const [password, setPassword] = useState(false);
  if (!session?.name) return null;
  const signOut = async () => {
    await change('DELETE', '/api/session');
    client.clear();
    await navigate({ to: '/sign-in' });
  };
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target><UnstyledButton aria-label={`${t.nav.account}: ${session.name}`}><Avatar size={30} radius="xl" color="petrol" variant="light" /></UnstyledButton></Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{session.name} · {session.role && t.role[session.role]}</Menu.Label>
          {session.role === 'administrator' && (
            <>
              <LinkItem leftSection={<IconUsers size={16} />} to="/people">{t.nav.people}</LinkItem>
              <LinkItem leftSection={<IconHistory size={16} />} to="/audit">{t.nav.audit}</LinkItem>
            </>
          )}
          <LinkItem leftSection={<IconKey size={16} />} to="/tokens">{t.nav.tokens}</LinkItem>
          {!session.demo && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconLock size={16} />} onClick={() => setPassword(true)}>{t.entry.changePassword}</Menu.Item>
              <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>{t.action.signOut}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <PasswordDialog opened={password} onClose={() => setPassword(false)} />
    </>
  );
}

export function Shell() {
  const { t, language, setLanguage } = useLanguage();
  const { data: session } = useQuery(sessionQuery);
  const mayTrain = session?.role === 'trainer' || session?.role === 'administrator';
  return (
    <LiveProvider>
      <a className="skip" href="#content">{t.nav.skip}</a>
      <header className={classes.bar}>
        <Link to="/" className={classes.brand}><img src="/favicon.svg" alt="" /><span>{t.product}</span></Link>
        <nav className={classes.links} aria-label={t.nav.main}>
          <Link to="/" className={classes.link} activeOptions={{ exact: true, includeSearch: false }} aria-label={t.nav.runs}><IconChartLine size={17} stroke={1.8} /><span>{t.nav.runs}</span></Link>
          <Link to="/compare" className={classes.link} activeOptions={{ includeSearch: false }} aria-label={t.nav.compare}><IconLayersDifference size={17} stroke={1.8} /><span>{t.nav.compare}</span></Link>
          {session?.reports && <a href="/reports/index.html" target="_blank" rel="noopener" className={classes.link} aria-label={t.nav.reports}><IconFileDescription size={17} stroke={1.8} /><span>{t.nav.reports}</span></a>}
        </nav>
        <div className={classes.right}>
          <span className={classes.research}>{t.researchOnly}</span>
          <ConnectionDot />
          {mayTrain && <LinkButton to="/new" size="xs" leftSection={<IconPlus size={15} />}>{t.nav.create}</LinkButton>}
          <Tooltip label={language === 'en' ? 'Deutsch' : 'English'}>
            <Button variant="subtle" color="gray" size="compact-sm" lang={language === 'en' ? 'de' : 'en'} aria-label={language === 'en' ? 'DE Deutsch' : 'EN English'} onClick={() => setLanguage(language === 'en' ? 'de' : 'en')}>{language === 'en' ? 'DE' : 'EN'}</Button>
          </Tooltip>
          <SchemeMenu />
          <Account />
        </div>
      </header>
      <LostBanner />
      <main id="content" tabIndex={-1} style={{ outline: 'none' }}><Outlet /></main>
    </LiveProvider>
  );
}
