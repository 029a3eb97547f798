import { IncomingMessage, ServerResponse } from 'node:http';
import { expect, it } from 'vitest';
import { toNodeHandler } from './to-node-handler.js';

it('a request may come from a host that simulates requests, without a connection', async () => {
  const request = Object.assign(new IncomingMessage(undefined as never), {
    ...{ method: 'GET', url: '/a', httpVersionMajor: 1, rawHeaders: ['Host', 'a'] },
  });
  let seen: unknown;
  const handler = toNodeHandler(async ({ url }, context) => {
    seen = [url, context?.remoteAddress, context?.peerCertificate];
    return new Response('a');
  });
  handler(request, new ServerResponse(request));
  expect(request.emit('close')).toBe(true);
  await expect.poll(() => seen).toEqual(['http://a/a', undefined, undefined]);
});
