import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const program = fileURLToPath(new URL('../../.tasks/start.mjs', import.meta.url));

it.each([
  { option: '--port', variable: 'PORT', arguments: (port: number) => ['--port', `${port}`] },
  {
    option: '--simulator-port',
    variable: 'SIMULATOR_PORT',
    arguments: (port: number) => ['--port', '0', '--simulator-port', `${port}`],
  },
])('npm start names the port that is taken, $variable and $option', async (row) => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  const child = spawn(process.execPath, [program, ...row.arguments(port)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [chunks, [status]] = await Promise.all([child.stderr.toArray(), once(child, 'close')]);
  holder.close();
  expect(status).toBe(1);
  const said = Buffer.concat(chunks).toString();
  expect(said).toContain(`Port ${port} (${row.variable}) cannot be used`);
  expect(said).toContain(`npm start -- ${row.option}`);
});
