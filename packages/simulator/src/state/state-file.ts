import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { SasError } from '@sas-sos/core';
import type { Appointment } from 'fhir/r4.js';
import { z } from 'zod';
import type { PlatformState } from './platform-state.js';

const format = 'sas-sos-simulator';
const version = 1;

const identifier = z.strictObject({ system: z.string(), value: z.string() });

const regulator = z.strictObject({
  id: z.string(),
  technicalId: z.string(),
  nationalId: z.string().nullable(),
  familyName: z.string(),
  givenName: z.string(),
  email: z.string(),
  isActive: z.boolean(),
  lastSent: z.strictObject({ identifier, isActive: z.boolean() }).nullable(),
  lastCall: z
    .strictObject({
      at: z.number(),
      interaction: z.enum(['create', 'update']),
      status: z.number().nullable(),
      text: z.string(),
      exchange: z.number(),
    })
    .nullable(),
});

const appointment = z.strictObject({
  id: z.string(),
  identifier,
  versions: z
    .array(
      z.strictObject({
        version: z.number(),
        receivedAt: z.number(),
        interaction: z.enum(['create', 'update']),
        resource: z.custom<Appointment>(
          (value) =>
            z.looseObject({ resourceType: z.literal('Appointment') }).safeParse(value).success,
        ),
        isRepeat: z.boolean(),
      }),
    )
    .min(1),
});

const document = z.strictObject({
  format: z.literal(format),
  version: z.literal(version),
  regulators: z.array(regulator),
  appointments: z.array(appointment),
});

/**
 * Reads the state from a file; `undefined` if there is no file.
 *
 * @throws SasError `SAS_OPTION_INVALID` when the file contains anything else; it is not changed.
 */
export async function readStateFile(file: string): Promise<PlatformState | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw SasError.ofOption('dataFile', `it cannot be read (${codeOf(error)}).`);
  }
  const value = parse(text);
  const { data, error } = document.safeParse(value);
  if (data) return { regulators: data.regulators, appointments: data.appointments };
  if (isNewer(value)) {
    throw SasError.ofOption(
      'dataFile',
      'a later version of the simulator wrote it; update this one.',
    );
  }
  const path = error.issues[0]?.path.join('.') || 'its top';
  throw SasError.ofOption(
    'dataFile',
    `it is no state of the simulator, or was damaged, at ${path}; move it away, or give another.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw SasError.ofOption('dataFile', 'it is not JSON; move it away, or give another file.');
  }
}

function isNewer(value: unknown): boolean {
  const head = z.looseObject({ format: z.literal(format), version: z.number() }).safeParse(value);
  return head.success && head.data.version > version;
}

/** Replaces the file atomically: a reader sees the old or the new state, complete. */
export async function writeStateFile(file: string, state: PlatformState): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, 'w', 0o600);
    try {
      // The mode above applies only to a new file.
      await handle.chmod(0o600);
      await writeFile(handle, toText(state));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw error;
  }
  await syncFolder(dirname(file));
}

/** Maximum size that is serialised before other work gets its turn. */
const appointmentsAtOnce = 100;

/** Serialising ten thousand appointments at once would delay the next report. */
async function* toText({ regulators, appointments }: PlatformState): AsyncGenerator<string> {
  const head = JSON.stringify({ format, version, regulators });
  yield `${head.slice(0, -1)},"appointments":[`;
  for (let start = 0; start < appointments.length; start += appointmentsAtOnce) {
    const some = appointments.slice(start, start + appointmentsAtOnce);
    yield `${start === 0 ? '' : ','}${JSON.stringify(some).slice(1, -1)}`;
  }
  yield ']}\n';
}

/** Flushes the new name to disk; not needed where folders cannot be synced, as on Windows. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    await handle.sync().finally(() => handle.close());
  } catch {
    // The file itself has been written.
  }
}

/** The system's error code, which contains no path. */
export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
