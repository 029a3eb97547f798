import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runProgram } from './run-program.js';
import { writeExample, writeType } from './write-example.js';

// Next builds each route by itself: what has to exist once in the process is on `globalThis`.
const shared = `import { createVendor } from './vendor.js';
const { PUBLIC_URL, PLATFORM_URL } = process.env;
export function getVendor() {
  globalThis.vendor ??= createVendor(PUBLIC_URL, PLATFORM_URL).then((vendor) => {
    vendor.sas.start();
    return vendor;
  });
  return globalThis.vendor;
}
`;

const toRoute = (
  depth: number,
  answer: string,
) => `import { getVendor } from '${'../'.repeat(depth)}shared.js';
export const dynamic = 'force-dynamic';
const answer = async (request) => {
  const { sas, visitSlot } = await getVendor();
  ${answer}
};
export { answer as GET, answer as POST, answer as PUT };
`;

const agenda = `const url = new URL(process.env.PUBLIC_URL + request.nextUrl.pathname + request.nextUrl.search);
  const asked = new Request(url, { method: request.method, headers: request.headers });
  const visit = await sas.guard(asked);
  if (visit.kind === 'respond') return visit.response;
  const { status, page } = await visitSlot(visit.right, {
    slotId: url.searchParams.get('slot') ?? undefined,
    isBooking: request.method === 'POST',
  });
  return new Response(page, { status, headers: { 'content-type': 'text/html; charset=utf-8' } });`;

const files: Readonly<Record<string, string>> = {
  'shared.js': shared,
  'app/layout.js':
    'export default ({ children }) => <html lang="fr"><body>{children}</body></html>;\n',
  'app/fhir/[...path]/route.js': toRoute(3, "return sas.handler(request, { basePath: '/fhir' });"),
  'app/sso/callback/route.js': toRoute(3, 'return sas.callback(request);'),
  'app/sso/logout/route.js': toRoute(3, 'return sas.logout(request);'),
  'app/agenda/route.js': toRoute(2, agenda),
  // The server that \`next start\` runs, on a free port.
  'main.js': `import { createServer } from 'node:http';
import next from 'next';
const app = next({ dev: false, dir: import.meta.dirname ?? new URL('.', import.meta.url).pathname });
await app.prepare();
const server = createServer(app.getRequestHandler()).listen(Number(process.env.PORT), '127.0.0.1', () =>
  console.log('listening on http://127.0.0.1:' + server.address().port),
);
`,
};

/** Writes an application of Next.js with a route for each mount, and builds it. */
export async function prepareNext(folder: string, next: string): Promise<void> {
  await writeExample('hono', { folder, moduleKind: 'ES modules' });
  await writeType(folder, 'ES modules');
  // As the guide on hosts says: Next removes `content-encoding`, and compresses itself.
  const vendor = join(folder, 'vendor.js');
  const text = await readFile(vendor, 'utf8');
  await writeFile(vendor, text.replace('createSas({', 'createSas({ compression: false,'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  await runProgram(next, ['build'], { cwd: folder, environment: { NEXT_TELEMETRY_DISABLED: '1' } });
}
