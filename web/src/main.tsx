import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import 'uplot/dist/uPlot.min.css';
import './app/base.css';
import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api/http.ts';
import { createAppRouter } from './app/router.tsx';
import { resolveVariables, theme } from './app/theme.ts';
import { Toasts } from './app/Toasts.tsx';
import { LanguageProvider } from './i18n/language.tsx';

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session that has ended sends the person to the sign-in page, and back afterwards.
    onError: error => {
      if (!(error instanceof ApiError && error.status === 401) || window.location.pathname === '/sign-in') return;
      client.removeQueries({ queryKey: ['session'] });
      void router.navigate({ to: '/sign-in', search: { next: router.state.location.href } });
    },
  }),
  defaultOptions: {
    queries: { staleTime: 5000, refetchOnWindowFocus: false, retry: (failures, error) => failures < 2 && !(error instanceof ApiError && error.status < 500) },
  },
});
const router = createAppRouter(client);

// Styles that are made while the page runs carry the word that the server allows them by.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
Object.assign(globalThis, { __webpack_nonce__: nonce });

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={resolveVariables} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <LanguageProvider>
        <QueryClientProvider client={client}>
          <Toasts />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>
  </StrictMode>,
);
