import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Configuration } from '../configuration/configuration.js';
import { ConfigurationError } from '../configuration/configuration-error.js';
import { isObject } from '../read/json-value.js';

/** A configuration, and the folder that its paths are relative to. */
export interface LoadedConfiguration {
  readonly configuration: Partial<Configuration>;
  readonly folder: string;
}

const names = ['json', 'mjs', 'js', 'ts'].map((ending) => `sas-sos.conformance.${ending}`);

/**
 * Loads the file; without a name, the one that is there, if any.
 *
 * @throws ConfigurationError with the reason
 */
export async function loadConfiguration(
  file: string | undefined,
  folder: string,
): Promise<LoadedConfiguration> {
  const found = file ?? names.find((name) => existsSync(resolve(folder, name)));
  if (found === undefined) return { configuration: {}, folder };
  const path = resolve(folder, found);
  if (!existsSync(path)) throw refuse(found, 'There is no such file.');
  const value = extname(path) === '.json' ? readJson(path, found) : await readModule(path, found);
  if (!isObject(value)) throw refuse(found, 'It holds no configuration object.');
  return { configuration: value as Partial<Configuration>, folder: dirname(path) };
}

function readJson(path: string, name: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const details =
      error instanceof SyntaxError ? `It is not JSON: ${error.message}` : 'It cannot be read.';
    throw refuse(name, details);
  }
}

async function readModule(path: string, name: string): Promise<unknown> {
  if (/\.[cm]?ts$/.test(path) && !canReadTypeScript()) {
    throw refuse(
      name,
      `Node ${process.versions.node} does not read TypeScript: use Node 22.18 or later, or write the configuration as .mjs or .json.`,
    );
  }
  try {
    const loaded = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
    return loaded['configuration'] ?? loaded['default'];
  } catch (error) {
    throw refuse(name, error instanceof Error ? error.message : String(error));
  }
}

/** Whether this Node strips types by itself. */
function canReadTypeScript(): boolean {
  const { typescript } = process.features as { readonly typescript?: unknown };
  return typescript === 'strip' || typescript === 'transform';
}

function refuse(path: string, message: string): ConfigurationError {
  return new ConfigurationError([{ path, message }]);
}
