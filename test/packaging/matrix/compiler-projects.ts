import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importAll, strictConfiguration } from '../consumer.mjs';
import { findBin } from './find-bin.js';
import type { Project } from './project.js';
import { runProgram } from './run-program.js';

/** The lowest version that reads the declarations, those that changed much, and the newest. */
const lines = ['5.0', '5.4', '5.9', '6.0', '7.0'];

/** Strict projects that compile against every package, without `skipLibCheck`. */
export function listCompilerProjects(packages: readonly string[]): Project[] {
  return lines.map((line) => ({
    subject: 'compilers',
    title: 'TypeScript',
    moduleKind: 'both',
    dependencies: { typescript: line, '@types/node': '20' },
    shown: ['typescript'],
    packages: 'all',
    isQuick: line === lines[0],
    async prepare(folder) {
      const files = {
        'package.json': '{ "private": true, "type": "module" }',
        'tsconfig.json': JSON.stringify(strictConfiguration),
        'all.mts': importAll(packages, (name, index) => `import * as p${index} from '${name}';`),
        'all.cts': importAll(packages, (name, index) => `import p${index} = require('${name}');`),
      };
      for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    },
    async run(folder, node) {
      await runProgram(node, [findBin(folder, 'tsc'), '-p', folder], { cwd: folder });
    },
  }));
}
