import ts from 'typescript';
import type { ModuleKind } from './project.js';

const shared: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  esModuleInterop: true,
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
};

/** Turns a file of an example into JavaScript of a kind of module. */
export function transpile(
  source: string,
  moduleKind: ModuleKind,
  isWrapped = moduleKind === 'CommonJS',
): string {
  const isCommonJs = moduleKind === 'CommonJS';
  const { outputText } = ts.transpileModule(isWrapped ? wrapMain(source) : source, {
    compilerOptions: {
      ...shared,
      module: isCommonJs ? ts.ModuleKind.CommonJS : ts.ModuleKind.ES2022,
    },
  });
  return outputText;
}

/** CommonJS has no `await` at its top level: puts what follows the imports into a function. */
function wrapMain(source: string): string {
  const { statements } = ts.createSourceFile('main.ts', source, ts.ScriptTarget.Latest);
  if (statements.some(ts.isExportDeclaration) || /^export /m.test(source)) return source;
  const end = statements.findLast(ts.isImportDeclaration)?.end ?? 0;
  return `${source.slice(0, end)}\nasync function main() {${source.slice(end)}}\nvoid main();\n`;
}
