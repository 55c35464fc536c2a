import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { mockServer } from './dev/mock.ts';

// `vite` talks to a server on port 5080; `vite --mode mock` answers the API itself with synthetic runs.
export default defineConfig(({ mode }) => ({
  plugins: [react(), ...(mode === 'mock' ? [mockServer()] : [])],
  build: { target: 'es2022', sourcemap: false, chunkSizeWarningLimit: 800, assetsInlineLimit: 0 },
  server: { port: 5173, strictPort: true, ...(mode === 'mock' ? {} : { proxy: { '/api': 'http://127.0.0.1:5080' } }) },
  preview: { port: 5173, strictPort: true },
  test: { environment: 'node', include: ['src/**/*.test.ts', 'test/**/*.test.ts'], testTimeout: 60_000 },
}));
