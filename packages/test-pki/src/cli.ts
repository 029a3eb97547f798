#!/usr/bin/env node
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTestPki } from './create-test-pki.js';
import { writePkiFolder } from './write-pki-folder.js';

const usage = `usage:
  sas-sos-pki <folder> [--host name]... [--cn name] [--ou id] [--force]
      writes a throw-away PKI, only for tests and demos: authorities and their revocation lists,
      certificates of a server, of the platform and of the vendor, and every invalid one; all PEM

  --host   a name or address of the server (localhost, 127.0.0.1, ::1)
  --cn     CN of the platform's certificate (sas-platform-test)
  --ou     OU of the platform's certificate (300000000000000)
  --force  replaces existing files`;

try {
  process.exitCode = await run();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      host: { type: 'string', multiple: true },
      cn: { type: 'string', default: 'sas-platform-test' },
      ou: { type: 'string', default: '300000000000000' },
      force: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const [folder, ...rest] = positionals;
  if (folder === undefined || rest.length > 0) {
    console.error(usage);
    return 2;
  }
  const pki = createTestPki({
    hosts: values.host,
    platform: { commonName: values.cn, organizationalUnit: values.ou },
  });
  const result = await writePkiFolder(folder, pki, { force: values.force });
  if ('existing' in result) {
    const [first, ...others] = result.existing;
    const more = others.length > 0 ? ` and ${others.length} more of these files` : '';
    console.error(`${folder} already holds ${first}${more}; --force replaces them`);
    return 1;
  }
  for (const name of result.written) console.log(join(folder, name));
  return 0;
}
