import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { answerStarting } from './answer-starting.js';

describe('While the simulator starts', () => {
  it.each([
    { name: 'a browser gets a page', accept: 'text/html,*/*', type: 'text/html', text: 'démarre' },
    { name: 'a program gets JSON', accept: '*/*', type: 'application/json', text: 'starting' },
  ])('$name', async ({ accept, type, text }) => {
    const server = createServer(answerStarting).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { accept } });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(response.headers.get('content-type')).toContain(type);
    expect(await response.text()).toContain(text);
    server.close();
  });
});
