import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../api/queries.ts';
import { readCompareSearch } from '../pages/compare/compareView.ts';
import { readRunSearch } from '../pages/run/runView.ts';
import { readListSearch } from '../pages/runs/listView.ts';
import { NoSuchPage, PageError } from './Blank.tsx';
import { Shell } from './Shell.tsx';

const root = createRootRouteWithContext<{ client: QueryClient }>()({ component: Outlet, notFoundComponent: NoSuchPage, errorComponent: PageError });
const text = (value: unknown): string | undefined => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', validateSearch: (s: Record<string, unknown>): { next?: string } => ({ next: text(s.next) }), component: lazyRouteComponent(() => import('../pages/entry/SignIn.tsx'), 'SignIn') });
const setup = createRoute({ getParentRoute: () => root, path: '/setup', validateSearch: (s: Record<string, unknown>): { token?: string } => ({ token: text(s.token) }), component: lazyRouteComponent(() => import('../pages/entry/Setup.tsx'), 'Setup') });

const shell = createRoute({
  getParentRoute: () => root, id: 'shell', component: Shell,
  beforeLoad: async ({ context, location }) => {
    const session = await context.client.query({ ...sessionQuery, staleTime: 'static' });
     
    if (!session.signedIn) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { next: location.href } });
  },
});
const list = createRoute({ getParentRoute: () => shell, path: '/', validateSearch: readListSearch, component: lazyRouteComponent(() => import('../pages/runs/RunsPage.tsx'), 'RunsPage') });
const run = createRoute({ getParentRoute: () => shell, path: '/runs/$id', validateSearch: readRunSearch, component: lazyRouteComponent(() => import('../pages/run/RunPage.tsx'), 'RunPage') });
// Who shortens the address of a training looks for all of them.
const runs = createRoute({ getParentRoute: () => shell, path: '/runs', beforeLoad: () => { throw redirect({ to: '/', replace: true }); } });
const compare = createRoute({ getParentRoute: () => shell, path: '/compare', validateSearch: readCompareSearch, component: lazyRouteComponent(() => import('../pages/compare/ComparePage.tsx'), 'ComparePage') });
const create = createRoute({ getParentRoute: () => shell, path: '/new', validateSearch: (s: Record<string, unknown>): { from?: string } => ({ from: text(s.from) }), component: lazyRouteComponent(() => import('../pages/create/CreatePage.tsx'), 'CreatePage') });
const people = createRoute({ getParentRoute: () => shell, path: '/people', component: lazyRouteComponent(() => import('../pages/people/PeoplePage.tsx'), 'PeoplePage') });
const tokens = createRoute({ getParentRoute: () => shell, path: '/tokens', component: lazyRouteComponent(() => import('../pages/people/TokensPage.tsx'), 'TokensPage') });
const audit = createRoute({ getParentRoute: () => shell, path: '/audit', component: lazyRouteComponent(() => import('../pages/people/AuditPage.tsx'), 'AuditPage') });

export function createAppRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([signIn, setup, shell.addChildren([list, run, runs, compare, create, people, tokens, audit])]),
    context: { client }, defaultErrorComponent: PageError, defaultNotFoundComponent: NoSuchPage, defaultPreload: 'intent', defaultPendingMs: 200, scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register { router: ReturnType<typeof createAppRouter> }
}
