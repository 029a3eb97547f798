import { describe, expect, it } from 'vitest';
import { createTestSimulation } from '../../test-data/create-test-simulation.js';
import { createApi } from './create-api.js';
import { toOpenApi } from './open-api.js';

/** The routes of the API, as OpenAPI writes them. */
const routes = createApi(createTestSimulation())
  .routes.filter(({ method, path }) => method !== 'ALL' && path !== '/*')
  .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);

interface Document {
  readonly paths: Record<string, Record<string, { readonly operationId: string }>>;
  readonly components: { readonly schemas: Record<string, object> };
}
const document = toOpenApi() as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { operationId }]) => ({
    route: `${method.toUpperCase()} ${path}`,
    operationId,
  })),
);

describe('The OpenAPI document', () => {
  it('has every route of the API, and no other', () => {
    expect(operations.map(({ route }) => route).sort()).toEqual([...new Set(routes)].sort());
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it('refers only to what it contains, and contains only what is referred to', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, reference = '']) => reference,
    );
    const names = Object.keys(document.components.schemas).map(
      (name) => `#/components/schemas/${name}`,
    );
    expect([...new Set(references)].sort()).toEqual(names.sort());
  });

  it('is the file of the package', async () => {
    await expect(`${JSON.stringify(toOpenApi(), null, 2)}\n`).toMatchFileSnapshot(
      '../../../openapi.json',
    );
  });

  it('is served, with its own URL', async () => {
    const response = await createApi(createTestSimulation()).request('/openapi.json');
    expect(await response.json()).toMatchObject({
      openapi: '3.1.0',
      servers: [{ url: 'http://127.0.0.1:4000/api' }],
    });
  });
});
