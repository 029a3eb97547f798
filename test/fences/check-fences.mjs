// @ts-check
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** @import { Fence } from './find-fences.mjs' */

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Code that a vendor already has: fences import from here what no page defines. */
const vendor = join(root, 'test', 'fences', 'vendor');

/**
 * @typedef {object} Page
 * @property {string} file path from the root of the repository.
 * @property {readonly Fence[]} fences
 *
 * @typedef {object} Problem
 * @property {string} file
 * @property {number} line
 * @property {string} message
 */

/**
 * Type-checks every fence as a separate module, all in one program, with the settings of the
 * packages. Nothing is written: the modules are in a virtual folder inside `test/`, so that imports
 * resolve as they do for a test.
 *
 * @param {readonly Page[]} pages
 * @returns {Problem[]} in the order of the pages.
 */
export function checkFences(pages) {
  const modules = listModules(pages);
  const options = readOptions();
  const program = ts.createProgram({
    rootNames: [...modules.keys()],
    options,
    host: createHost(options, modules),
  });
  const general = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
  /** @type {Problem[]} */
  const problems = general.map(({ messageText }) => ({
    file: 'tsconfig.base.json',
    line: 1,
    message: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }));
  for (const [path, { page, fence }] of modules) {
    const source = program.getSourceFile(path);
    const diagnostics = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    for (const { start = 0, code, messageText } of diagnostics) {
      const index = source?.getLineAndCharacterOfPosition(start).line ?? 0;
      problems.push({
        file: page.file,
        line: fence.lines[index] ?? fence.line,
        message: `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
      });
    }
  }
  return problems;
}

/**
 * @param {readonly Page[]} pages
 * @returns {Map<string, { page: Page, fence: Fence }>} by path, with a folder for each page.
 */
function listModules(pages) {
  return new Map(
    pages.flatMap((page) =>
      page.fences.map((fence) => [
        join(
          vendor,
          page.file.replaceAll(/[^\w.-]/g, '_'),
          fence.module ?? `line-${fence.line}.ts`,
        ),
        { page, fence },
      ]),
    ),
  );
}

/** @returns {ts.CompilerOptions} */
function readOptions() {
  const { config, error } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, '\n'));
  const { options } = ts.parseJsonConfigFileContent(
    { compilerOptions: config.compilerOptions, files: [] },
    ts.sys,
    join(root, 'test'),
  );
  // A fence without an import is a module too, with its own scope.
  return {
    ...options,
    moduleDetection: ts.ModuleDetectionKind.Force,
  };
}

/**
 * @param {ts.CompilerOptions} options
 * @param {ReadonlyMap<string, { fence: Fence }>} modules
 * @returns {ts.CompilerHost}
 */
function createHost(options, modules) {
  const host = ts.createCompilerHost(options);
  const folders = new Set([...modules.keys()].map((path) => dirname(path)));
  const { fileExists, readFile, directoryExists, getSourceFile } = host;
  /** @param {string} path */
  const read = (path) => modules.get(path)?.fence.code.join('\n');
  host.fileExists = (path) => modules.has(path) || fileExists(path);
  host.readFile = (path) => read(path) ?? readFile(path);
  host.directoryExists = (path) => folders.has(path) || (directoryExists?.(path) ?? true);
  host.getSourceFile = (path, settings, ...rest) => {
    const text = read(path);
    if (text === undefined) return getSourceFile(path, settings, ...rest);
    return ts.createSourceFile(path, text, settings);
  };
  host.resolveModuleNameLiterals = (literals, from, redirected, _, source) =>
    literals.map((literal) => {
      const mode = ts.getModeForUsageLocation(source, literal, options);
      /** @param {string} file */
      const resolve = (file) =>
        ts.resolveModuleName(literal.text, file, options, host, undefined, redirected, mode);
      if (!modules.has(from)) return resolve(from);
      // A vendor can install any package: resolve each by its name, through its exports.
      const [, name] = /^@sas-sos\/([^/]+)/.exec(literal.text) ?? [];
      if (name) return resolve(join(root, 'packages', name, 'src', 'index.ts'));
      const own = resolve(from);
      const isOfTheVendor = !own.resolvedModule && literal.text.startsWith('.');
      return isOfTheVendor ? resolve(join(vendor, 'index.ts')) : own;
    });
  return host;
}
