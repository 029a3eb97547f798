import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Players, playJourney } from '../../examples/play-journey.js';
import { startVendor } from '../../examples/start-vendor.js';
import { findBin } from './find-bin.js';
import { prepareNext } from './next-project.js';
import type { ModuleKind, Project } from './project.js';
import { runProgram } from './run-program.js';
import { writeExample, writeType } from './write-example.js';

interface Bundler {
  readonly title: string;
  readonly moduleKind: ModuleKind;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly isQuick?: boolean;
  /** Command of `node_modules/.bin`, and its arguments. */
  readonly command: readonly [bin: string, ...args: string[]];
  readonly configuration?: readonly [name: string, text: string];
}

const rollup = {
  rollup: '4',
  '@rollup/plugin-commonjs': '29',
  '@rollup/plugin-json': '6',
  '@rollup/plugin-node-resolve': '16',
};
const toRollupConfiguration = (format: 'es' | 'cjs') => `
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import resolve from '@rollup/plugin-node-resolve';
export default {
  input: 'source/every-package.js',
  output: { dir: 'bundle', format: '${format}', entryFileNames: 'main.js' },
  plugins: [resolve({ preferBuiltins: true, exportConditions: ['node'] }), commonjs(), json()],
  onwarn() {},
};
`;
const esbuild = [
  'esbuild',
  'source/every-package.js',
  '--bundle',
  '--platform=node',
  '--target=node20',
  '--outfile=bundle/main.js',
  '--log-level=error',
] as const;

const bundlers: readonly Bundler[] = [
  {
    title: 'esbuild',
    moduleKind: 'CommonJS',
    dependencies: { esbuild: '0.28' },
    isQuick: true,
    command: [...esbuild, '--format=cjs'],
  },
  {
    title: 'esbuild',
    moduleKind: 'ES modules',
    dependencies: { esbuild: '0.28' },
    command: [
      ...esbuild,
      '--format=esm',
      "--banner:js=import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
    ],
  },
  {
    title: 'webpack',
    moduleKind: 'CommonJS',
    dependencies: { webpack: '5', 'webpack-cli': '7' },
    isQuick: true,
    command: ['webpack', '--config', 'webpack.config.cjs', '--fail-on-warnings'],
    configuration: [
      'webpack.config.cjs',
      `module.exports = {
  mode: 'production',
  target: 'node20',
  entry: './source/every-package.js',
  output: { path: __dirname + '/bundle', filename: 'main.js' },
  // Express reads its view engines by a name that only it knows.
  ignoreWarnings: [{ module: /express.lib.view/ }],
  optimization: { minimize: false },
};
`,
    ],
  },
  {
    title: 'Rollup',
    moduleKind: 'ES modules',
    dependencies: rollup,
    command: ['rollup', '--config', 'rollup.config.mjs'],
    configuration: ['rollup.config.mjs', toRollupConfiguration('es')],
  },
  {
    title: 'Rollup',
    moduleKind: 'CommonJS',
    dependencies: rollup,
    command: ['rollup', '--config', 'rollup.config.mjs'],
    configuration: ['rollup.config.mjs', toRollupConfiguration('cjs')],
  },
];

/** The example on Express, and an import of every package, bundled; each goes through the journey. */
export function listBundlerProjects(players: Players, packages: readonly string[]): Project[] {
  const start = (folder: string, node: string) =>
    playJourney(players, (variables) =>
      startVendor({ folder, node, arguments: ['main.js'] }, variables),
    );
  const bundled = bundlers.map(
    ({ title, moduleKind, dependencies, isQuick = false, command, configuration }): Project => ({
      subject: 'bundlers',
      title,
      moduleKind,
      dependencies: { express: '5', ...dependencies },
      shown: Object.keys(dependencies).slice(0, 1),
      isQuick,
      async prepare(folder) {
        // Sources are ES modules, whatever is made of them; CommonJS has no `await` at its top.
        const source = join(folder, 'source');
        const isWrapped = moduleKind === 'CommonJS';
        await writeExample('minimal', { folder: source, moduleKind: 'ES modules', isWrapped });
        await writeType(folder, 'ES modules');
        await writeType(join(folder, 'bundle'), moduleKind);
        await writeFile(join(source, 'every-package.js'), importAll(packages));
        if (configuration) await writeFile(join(folder, configuration[0]), configuration[1]);
        const [bin, ...args] = command;
        await runProgram(findBin(folder, bin), args, { cwd: folder });
      },
      run: (folder, node) => start(join(folder, 'bundle'), node),
    }),
  );
  const next: Project = {
    subject: 'bundlers',
    title: 'Next.js, `next build`',
    moduleKind: 'ES modules',
    dependencies: {
      ...{ next: '16', react: '19', 'react-dom': '19' },
      ...{ typescript: '5', '@types/node': '20', '@types/react': '19' },
    },
    shown: ['next'],
    prepare: (folder) => prepareNext(folder, findBin(folder, 'next')),
    run: start,
  };
  return [...bundled, next];
}

function importAll(packages: readonly string[]): string {
  const imports = packages.map((name, index) => `import * as p${index} from '${name}';`);
  const all = packages.map((_, index) => `p${index}`).join(', ');
  return `${imports.join('\n')}\nimport './main.js';\nglobalThis.everyPackage = [${all}];\n`;
}
