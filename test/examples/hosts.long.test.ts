import { describe, expect, it } from 'vitest';
import { runJourney } from './run-journey.js';

const main = 'src/main.ts';

describe('search, account, sign-on, booking and report', () => {
  it.each([
    { host: 'Fastify', folder: 'fastify', program: main },
    { host: 'Hono', folder: 'hono', program: main },
    { host: 'Nest on Express', folder: 'nest', program: main },
    {
      host: 'Nest on Fastify',
      folder: 'nest',
      program: main,
      environment: { NEST_PLATFORM: 'fastify' },
    },
    { host: 'Express 4 in CommonJS', folder: 'commonjs', program: 'src/main.js' },
  ])('on $host', async (example) => {
    await expect(runJourney(example)).resolves.toBeUndefined();
  });
});
