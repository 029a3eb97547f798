#!/usr/bin/env node
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandTexts } from './cli/command-texts.js';
import { readLanguage } from './cli/read-language.js';
import { createTestPki } from './create-test-pki.js';
import { writePkiFolder } from './write-pki-folder.js';

const language = readLanguage(process.argv.slice(2), process.env);
const texts = commandTexts[language];

try {
  process.exitCode = await run();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 2;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isMistake = 'code' in error && /^ERR_PARSE_ARGS/.test(String(error.code));
  return isMistake ? `${texts.badOption(error.message)}\n\n${texts.usage}` : error.message;
}

async function run(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      host: { type: 'string', multiple: true },
      cn: { type: 'string', default: 'sas-platform-test' },
      ou: { type: 'string', default: '300000000000000' },
      force: { type: 'boolean', default: false },
      language: { type: 'string', default: language },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    console.log(texts.usage);
    return 0;
  }
  if (values.language !== language) {
    console.error(texts.languages);
    return 2;
  }
  const [folder, ...rest] = positionals;
  if (folder === undefined || rest.length > 0) {
    console.error(texts.usage);
    return 2;
  }
  const pki = createTestPki({
    hosts: values.host,
    platform: { commonName: values.cn, organizationalUnit: values.ou },
  });
  const result = await writePkiFolder(folder, pki, { force: values.force });
  if ('existing' in result) {
    const [first = '', ...others] = result.existing;
    console.error(texts.existing(folder, first, others.length));
    return 1;
  }
  for (const name of result.written) console.log(join(folder, name));
  return 0;
}
