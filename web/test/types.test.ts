import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import openapiTS, { astToString, COMMENT_HEADER } from 'openapi-typescript';
import { expect, test } from 'vitest';

const at = (...path: string[]) => join(import.meta.dirname, '..', ...path);

// The page's types are the server's: contracts/openapi.json is held to the code by a test of the server, and this file to it.
test('src/api/openapi.d.ts is what `npm run types` makes of contracts/openapi.json', async () => {
  const made = COMMENT_HEADER + astToString(await openapiTS(pathToFileURL(at('../contracts/openapi.json'))));
  expect(readFileSync(at('src/api/openapi.d.ts'), 'utf8') === made, 'run `npm run types` in web/ and commit src/api/openapi.d.ts').toBe(true);
});
