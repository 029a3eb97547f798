import { vi } from 'vitest';
import type { RunningVendor } from '../reference-vendor/start-vendor.js';
import { sendOverTls, type TlsAnswer, type TlsCall } from './send-over-tls.js';

type Line = Readonly<Record<string, unknown>>;

/** Lines of the audit that a vendor wrote. */
export function auditOf(vendor: RunningVendor): readonly Line[] {
  return vendor.log().filter(({ recordedAt }) => recordedAt !== undefined);
}

/** Waits until the vendor has written that many lines of audit, and gives them. */
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
 * Makes what sends requests one after the other, and waits for the line of audit of each one to
 * `/fhir`: nothing that was sent before is taken for it.
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

/** Has a vendor look at its files, and waits until it says that it took them. */
export async function reloadVendor(vendor: RunningVendor): Promise<void> {
  const taken = () => vendor.log().filter(({ msg }) => msg === takenMessage).length;
  const before = taken();
  vendor.process.kill('SIGHUP');
  await vi.waitFor(
    () => {
      if (taken() === before) throw new Error('The files were not taken');
    },
    { timeout: 15_000 },
  );
}

const takenMessage = 'Certificate files changed and are in use';
