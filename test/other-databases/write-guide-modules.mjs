// @ts-check
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const guide = new URL('../../docs/guides/other-databases.md', import.meta.url);

/**
 * Writes the adapters of the guide as modules, and their tables as SQL, as a reader would copy them.
 *
 * @param {string} folder
 * @returns {{ readonly accounts: string, readonly outbox: string, readonly tables: string }} their paths
 */
export function writeGuideModules(folder) {
  const fences = [...readFileSync(guide, 'utf8').matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(
    ([, language = '', text = '']) => ({ language, text }),
  );
  /** @param {string} language @param {string} part */
  const findFence = (language, part) => {
    const found = fences.filter((one) => one.language === language && one.text.includes(part));
    if (found.length !== 1) throw new Error(`The guide has ${found.length} fences with ${part}`);
    return found[0]?.text ?? '';
  };
  mkdirSync(folder, { recursive: true });
  /** @param {string} name @param {string} text */
  const write = (name, text) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
  /** @param {string} part */
  const toModule = (part) =>
    ts.transpileModule(findFence('ts', part), { compilerOptions }).outputText;
  return {
    accounts: write('accounts.mjs', toModule('function createRegulatorAccounts(')),
    outbox: write('outbox.mjs', toModule('function createMySqlOutbox(')),
    tables: write(
      'tables.sql',
      ['CREATE TABLE regulator_account', 'CREATE TABLE sas_report']
        .map((part) => findFence('sql', part))
        .join('\n'),
    ),
  };
}
