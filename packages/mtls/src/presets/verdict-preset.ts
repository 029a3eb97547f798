import { checkSingle, malformedHeader } from './certificate-text.js';
import { readHeaderName } from './header-name.js';
import type { HeaderReader, ProxyPreset } from './proxy-preset.js';
import { readSubject } from './read-subject.js';

/** Names of the headers of a proxy that passes its own verdict on. */
export interface VerdictPresetOptions {
  /** Header with the whole certificate. */
  readonly certificateHeader?: string | undefined;
  /** Header with the verdict of the proxy. */
  readonly verifyHeader?: string | undefined;
  /**
   * Header with the subject (RFC 2253), read instead of a certificate. Only for a proxy that cannot
   * pass the certificate on: its dates and its chain are then the proxy's affair.
   */
  readonly subjectHeader?: string | undefined;
}

/** What a proxy found of the certificate of a caller. */
export type ProxyVerdict = 'none' | 'passed' | { readonly failure: string };

/** How one kind of proxy writes what it found. */
export interface VerdictFormat {
  readonly certificateHeader: string;
  readonly verifyHeader: string;
  /** Other headers that the verdict is read from. */
  readonly otherHeaders?: readonly string[];
  /** Reads the verdict; throws on what is none. */
  readVerdict(verify: string, header: HeaderReader): ProxyVerdict;
  /** What stands in the header of a certificate that is not there. */
  isEmpty(text: string): boolean;
  readCertificate(text: string): Uint8Array;
}

/** Makes the preset of a proxy that passes its own verdict on. */
export function createVerdictPreset(
  format: VerdictFormat,
  options: VerdictPresetOptions,
): ProxyPreset {
  const verifyHeader = readHeaderName('verifyHeader', options.verifyHeader ?? format.verifyHeader);
  const certificateHeader = readHeaderName(
    'certificateHeader',
    options.certificateHeader ?? format.certificateHeader,
  );
  const subjectHeader =
    options.subjectHeader === undefined
      ? undefined
      : readHeaderName('subjectHeader', options.subjectHeader);
  const carrier = subjectHeader ?? certificateHeader;
  return {
    headers: [carrier, verifyHeader, ...(format.otherHeaders ?? [])],
    leavesChainToUs: false,
    isSubjectOnly: subjectHeader !== undefined,
    read(header) {
      const text = header(carrier);
      const verify = header(verifyHeader);
      const isAbsent = text === null || format.isEmpty(text);
      if (verify === null && isAbsent) return undefined;
      if (verify === null) throw malformedHeader();
      const verdict = format.readVerdict(verify, header);
      if (verdict === 'none' && isAbsent) return undefined;
      // One says that there is a certificate, the other that there is none.
      if (verdict === 'none' || isAbsent) throw malformedHeader();
      const found = subjectHeader
        ? { subject: readSubject(text) }
        : { raw: format.readCertificate(checkSingle(text)) };
      return verdict === 'passed'
        ? { ...found, verification: 'passed' }
        : { ...found, verification: 'failed', failure: verdict.failure };
    },
  };
}
