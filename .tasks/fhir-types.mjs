import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';

/** Name of the file, without its extensions, that replaces `fhir/r4.js` in declarations. */
export const fhirTypesFile = 'fhir-r4';

const importOfFhir = /^import (?:\{ (?<names>[^}]+) \}|\* as (?<all>\w+)) from 'fhir\/r4\.js';$/m;

/**
 * Replaces the import of `@types/fhir` in the declarations of a build by a file beside them with
 * the types in use: the package has 8.6 MB, for five versions of FHIR, and every vendor would
 * install it for production.
 *
 * `contained` accepts any resource there; here only those of the file, so that ours can be given to
 * what takes the full types.
 *
 * @param {string} folder of the package, which depends on `@types/fhir` for its own compilation
 */
export function inlineFhirTypes(folder) {
  for (const [declarations, types, specifier] of [
    ['index.d.ts', `${fhirTypesFile}.d.ts`, `./${fhirTypesFile}.js`],
    ['index.d.cts', `${fhirTypesFile}.d.cts`, `./${fhirTypesFile}.cjs`],
  ]) {
    const path = join(folder, 'dist', declarations);
    if (!existsSync(path)) continue;
    const text = readFileSync(path, 'utf8');
    const found = importOfFhir.exec(text);
    if (!found) continue;
    const { names, all } = found.groups;
    const wanted = names
      ? names.split(', ').map((name) => name.replace(/^type | as \w+$/g, ''))
      : [...text.matchAll(new RegExp(`\\b${all}\\.(\\w+)`, 'g'))].map(([, name]) => name);
    writeFileSync(join(folder, 'dist', types), selectTypes(folder, wanted));
    writeFileSync(path, text.replace("'fhir/r4.js'", `'${specifier}'`));
  }
}

/** Returns the source of the wanted types, and of all that they refer to. */
function selectTypes(folder, wanted) {
  const home = join(
    createRequire(join(folder, 'package.json')).resolve('@types/fhir/package.json'),
    '..',
  );
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  const source = ts.createSourceFile(
    'r4.d.ts',
    readFileSync(join(home, 'r4.d.ts'), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  const declarations = new Map(
    source.statements.flatMap((statement) =>
      statement.name ? [[statement.name.text, statement]] : [],
    ),
  );
  const selected = new Set();
  const select = (name) => {
    const declaration = declarations.get(name);
    if (!declaration || selected.has(name) || name === 'FhirResource') return;
    selected.add(name);
    const visit = (node) => {
      if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
        select((node.typeName ?? node.expression).text);
      }
      ts.forEachChild(node, visit);
    };
    visit(declaration);
  };
  for (const name of wanted) {
    if (!declarations.has(name)) throw new Error(`@types/fhir has no type ${name}`);
    select(name);
  }
  const resources = [...selected].filter((name) =>
    declarations
      .get(name)
      .members?.some(
        ({ name: key, type }) => key?.text === 'resourceType' && ts.isLiteralTypeNode(type),
      ),
  );
  const printer = ts.createPrinter({ removeComments: true });
  const text = [...selected]
    .sort()
    .map((name) => printer.printNode(ts.EmitHint.Unspecified, declarations.get(name), source));
  const licence = readFileSync(join(home, 'LICENSE'), 'utf8')
    .trim()
    .replace(/^ */gm, ' * ')
    .replace(/ +$/gm, '');
  return [
    `/*\n * Taken from @types/fhir ${version}, which has this licence:\n *\n${licence}\n */`,
    `export type FhirResource = ${resources.join(' | ')};`,
    ...text,
    '',
  ].join('\n');
}
