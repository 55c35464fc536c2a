import { useQueryClient } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { getJson } from '../api/http.ts';
import { LiveFeed, type Change, type Connection } from '../api/live.ts';
import { createPump } from '../api/pump.ts';

interface LiveValue { feed: LiveFeed; connection: Connection; lastContact: number }
const LiveContext = createContext<LiveValue | null>(null);
const listMs = 1000;

function browserFeed(): LiveFeed {
  return new LiveFeed({
    openStream: (onChange, onOpen, onError) => {
      const source = new EventSource('/api/events');
      source.addEventListener('open', onOpen);
      source.addEventListener('error', onError);
      source.addEventListener('run', event => onChange(JSON.parse((event as MessageEvent<string>).data) as Change));
      return { close: () => source.close() };
    },
    poll: since => getJson(`/api/changes?since=${since}`),
    schedule: (work, ms) => {
      const timer = setTimeout(work, ms);
      return () => clearTimeout(timer);
    },
  });
}

/** Keeps the stream open while the page can be seen, and the list of runs fresh. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [feed] = useState(browserFeed);
  const [connection, setConnection] = useState<Connection>('paused');
  const [lastContact, setLastContact] = useState(() => Date.now());

  useEffect(() => {
    const pump = createPump(() => client.refetchQueries({ queryKey: ['runs'], type: 'active' }), listMs);
    const offChange = feed.onChange(() => pump.poke());
    const offConnection = feed.onConnection(next => { if (next === 'lost') setLastContact(Date.now()); setConnection(next); });
    const follow = () => { if (document.hidden) feed.pause(); else feed.start(); };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      offChange(); offConnection(); pump.stop(); feed.pause();
    };
  }, [client, feed]);

  const value = useMemo(() => ({ feed, connection, lastContact }), [feed, connection, lastContact]);
  return <LiveContext value={value}>{children}</LiveContext>;
}

export function useLive(): LiveValue {
  const value = useContext(LiveContext);
  if (!value) throw new Error('LiveProvider is missing.');
  return value;
}

/** Refetches what is shown of these runs as they change: charts at most every 80 ms, the rest once a second. */
export function useLiveRuns(ids: readonly string[]): void {
  const { feed } = useLive();
  const client = useQueryClient();
  const key = ids.join(' ');
  useEffect(() => {
    const wanted = new Set(key.split(' '));
    const charts = createPump(() => client.refetchQueries({ predicate: q => q.queryKey[0] === 'chart' && (q.queryKey[1] as string[]).some(id => wanted.has(id)), type: 'active' }), 80);
    const facts = createPump(() => client.refetchQueries({ predicate: q => q.queryKey[0] === 'run' && wanted.has(String(q.queryKey[1])), type: 'active' }), 1000);
    const off = feed.onChange(change => { if (wanted.has(change.id)) { charts.poke(); facts.poke(); } });
    return () => { off(); charts.stop(); facts.stop(); };
  }, [client, feed, key]);
}

/** The present time, renewed every `ms`. */
export function useNow(ms: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), ms);
    return () => clearInterval(timer);
  }, [ms]);
  return now;
}
