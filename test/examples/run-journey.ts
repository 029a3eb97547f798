import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { startSimulator } from '@sas-sos/simulator';
import { createTestBrowser } from '@sas-sos/test-provider';
import { playJourney } from './play-journey.js';
import { startVendor } from './start-vendor.js';

/** An example to start. */
export interface Example {
  /** Its folder in `examples`. */
  readonly folder: string;
  /** Its program. */
  readonly program: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;

/** Plays the journey against an example on the built packages. */
export async function runJourney({ folder, program, environment }: Example): Promise<void> {
  const vendor = {
    folder: fileURLToPath(new URL(`../../examples/${folder}`, import.meta.url)),
    arguments: ['--import', tsx, program],
    environment,
  };
  await playJourney({ startSimulator, createTestBrowser }, (variables) =>
    startVendor(vendor, variables),
  );
}
