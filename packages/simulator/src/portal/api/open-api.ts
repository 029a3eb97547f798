import { z } from 'zod';
import { apiSchemas } from './api-schemas.js';
import { type Operation, operations } from './operations.js';
import { requestSchemas } from './request-schemas.js';

/**
 * Writes the OpenAPI 3.1 document of the API, out of the schemas that read its requests. Its server
 * is this one if no URL is given.
 */
export function toOpenApi(url = '/api'): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'API of the simulated SAS platform',
      version: '1',
      description:
        'Everything that the pages of @sas-sos/simulator do, for end-to-end tests. No authentication: it listens on the loopback.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    paths: toPaths(),
    components: { schemas: toComponents() },
  };
}

function toPaths(): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    const methods = paths[operation.path] ?? {};
    paths[operation.path] = methods;
    methods[operation.method] = toOperation(operation);
  }
  return paths;
}

function toOperation({ method, path, summary, body, query, answers }: Operation): object {
  const parameters = [...toPathParameters(path), ...(query ? toQueryParameters(query) : [])];
  return {
    operationId: `${method}${path.replaceAll(/[^A-Za-z]+(\w)?/g, (_match, first = '') => first.toUpperCase())}`,
    summary,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? { requestBody: { content: { 'application/json': { schema: toInput(body) } } } }
      : {}),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, answer]) => [
        status,
        { description: toDescription(Number(status)), ...toContent(answer) },
      ]),
    ),
  };
}

const toInput = (name: keyof typeof requestSchemas) => {
  const { $schema: _, ...schema } = z.toJSONSchema(requestSchemas[name], { io: 'input' });
  return schema;
};

function toQueryParameters(name: keyof typeof requestSchemas): readonly object[] {
  const { properties = {} } = toInput(name);
  return Object.entries(properties).map(([parameter, schema]) => ({
    name: parameter,
    in: 'query',
    schema,
  }));
}

const toPathParameters = (path: string): readonly object[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'number' ? { type: 'integer', minimum: 1 } : { type: 'string' },
  }));

function toContent(answer: Operation['answers'][number] | undefined): object {
  if (!answer) return {};
  if (answer === 'stream') {
    return { content: { 'text/event-stream': { schema: { type: 'string' } } } };
  }
  const schema =
    answer === 'document' ? { type: 'object' } : { $ref: `#/components/schemas/${answer}` };
  return { content: { 'application/json': { schema } } };
}

const descriptions: Readonly<Record<number, string>> = {
  200: 'Done',
  201: 'Created; Location leads to it',
  204: 'Done',
  400: 'The request is invalid',
  404: 'It does not exist, or is no longer kept',
  409: 'Not possible now',
  413: 'The body is longer than 64 kB',
  415: 'The body is not application/json',
  422: 'Refused; the mistakes say why',
  502: 'The vendor gave no usable answer',
};
const toDescription = (status: number): string => descriptions[status] ?? '';

function toComponents(): object {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(apiSchemas)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
}
