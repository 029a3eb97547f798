import { vi } from 'vitest';
import type { RunningVendor } from '../reference-vendor/start-vendor.js';
import { sendOverTls, type TlsAnswer, type TlsCall } from './send-over-tls.js';

type Line = Readonly<Record<string, unknown>>;

/** Returns the audit lines that a vendor wrote. */
export function auditOf(vendor: RunningVendor): readonly Line[] {
  return vendor.log().filter(({ recordedAt }) => recordedAt !== undefined);
}

/** Waits until the vendor has written `count` audit lines, and returns them. */
export async function waitForAudit(vendor: RunningVendor, count: number): Promise<readonly Line[]> {
  return vi.waitFor(
    () => {
      const lines = auditOf(vendor);
      if (lines.length < count) throw new Error(`${lines.length} lines of audit`);
      return lines;
    },
    { timeout: 10_000 },
  );
}

/**
 * Creates a sender that waits for the audit line of each request to `/fhir` before the next, so
 * that a line is never taken for that of an earlier request.
 */
export function createRecordedSender(
  vendor: RunningVendor,
  { url, ca }: Pick<TlsCall, 'url' | 'ca'>,
): (call: Omit<TlsCall, 'url' | 'ca'>) => Promise<TlsAnswer & { readonly line: Line }> {
  let recorded = auditOf(vendor).length;
  return async (call) => {
    const answer = await sendOverTls({ url, ca, ...call });
    if (!call.path?.startsWith('/fhir')) return { ...answer, line: {} };
    recorded += 1;
    const lines = await waitForAudit(vendor, recorded);
    return { ...answer, line: lines[recorded - 1] ?? {} };
  };
}

/** Makes a vendor reload its files, and waits until it logs that it loaded them. */
export async function reloadVendor(vendor: RunningVendor): Promise<void> {
  const taken = () => vendor.log().filter(({ msg }) => msg === takenMessage).length;
  const before = taken();
  vendor.process.kill('SIGHUP');
  await vi.waitFor(
    () => {
      if (taken() === before) throw new Error('The files were not loaded');
    },
    { timeout: 15_000 },
  );
}

const takenMessage = 'Certificate files changed and are in use';
