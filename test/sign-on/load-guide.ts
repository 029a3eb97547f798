import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';
import { findMarkdownFences } from '../fences/find-fences.mjs';

const guide = fileURLToPath(new URL('../../docs/guides/sign-on-tests.md', import.meta.url));

/** A page as the browser of the guide returns it. */
export interface GuidePage {
  readonly url: string;
  readonly statuses: readonly number[];
  readonly text: string;
}

/** The browser of the guide. */
interface GuideBrowser {
  open(url: string, form?: Readonly<Record<string, string>>): Promise<GuidePage>;
}

/** A cookie of that browser. */
export interface GuideCookie {
  readonly name: string;
  readonly value: string;
  readonly domain: string;
  readonly path: string;
}

/** The functions that the guide gives to its reader. */
export interface Guide {
  createBrowser(signedIn?: readonly GuideCookie[]): GuideBrowser;
  signOn(
    agendaUrl: string,
    email: string,
    password?: string,
  ): Promise<{
    readonly browser: GuideBrowser;
    readonly login: GuidePage;
    readonly page: GuidePage;
  }>;
  createSignedInBrowser(platformUrl: string, regulatorId: string): Promise<GuideBrowser>;
}

/** Loads the modules of the guide, so that a test runs what its reader copies. */
export async function loadGuide(): Promise<Guide> {
  const folder = mkdtempSync(join(tmpdir(), 'sas-sos-guide-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    for (const { module, code } of findMarkdownFences(readFileSync(guide, 'utf8'))) {
      if (module === undefined) continue;
      const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
      const { outputText } = ts.transpileModule(code.join('\n'), { compilerOptions });
      writeFileSync(join(folder, module.replace(/\.ts$/, '.js')), outputText);
    }
    const load = (name: string) =>
      import(/* @vite-ignore */ pathToFileURL(join(folder, name)).href);
    const names = ['create-browser.js', 'sign-on.js', 'signed-in.js'];
    return Object.assign({}, ...(await Promise.all(names.map(load))));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
