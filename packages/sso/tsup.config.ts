import { defineConfig } from 'tsup';

const shared = {
  entry: ['src/index.ts'],
  target: 'node20',
  dts: true,
  sourcemap: true,
} as const;

export default defineConfig([
  { ...shared, format: ['esm'], clean: true },
  {
    ...shared,
    format: ['cjs'],
    // They are ES modules alone, and not every loader of CommonJS takes those.
    noExternal: ['jose', 'oauth4webapi', 'openid-client'],
  },
]);
