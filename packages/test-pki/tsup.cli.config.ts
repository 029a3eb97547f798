import { defineConfig } from 'tsup';

// The command, beside what tsup.config.ts built.
export default defineConfig({
  entry: ['src/cli.ts'],
  format: ['esm'],
  target: 'node20',
  sourcemap: true,
});
