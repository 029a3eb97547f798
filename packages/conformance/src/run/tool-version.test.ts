import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { toolVersion } from './tool-version.js';

it('is that of the manifest', () => {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  expect(toolVersion).toBe(JSON.parse(manifest).version);
});
