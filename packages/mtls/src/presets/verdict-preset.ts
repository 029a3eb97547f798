import { checkSingle, malformedHeader } from './certificate-text.js';
import { readHeaderName } from './header-name.js';
import type { HeaderReader, ProxyPreset } from './proxy-preset.js';
import { readSubject } from './read-subject.js';

/** Names of the headers of a proxy that passes on its own verdict. */
export interface VerdictPresetOptions {
  /** Header with the whole certificate. */
  readonly certificateHeader?: string | undefined;
  /** Header with the verdict of the proxy. */
  readonly verifyHeader?: string | undefined;
  /**
   * Header with the subject (RFC 2253), read instead of a certificate. Only for a proxy that cannot
   * pass on the certificate: only the proxy then checks its dates and its chain.
   */
  readonly subjectHeader?: string | undefined;
}

/** A proxy's verdict on the certificate of a caller. */
export type ProxyVerdict = 'none' | 'passed' | { readonly failure: string };

/** How one kind of proxy writes its verdict. */
export interface VerdictFormat {
  readonly certificateHeader: string;
  readonly verifyHeader: string;
  /** Further headers that hold part of the verdict. */
  readonly otherHeaders?: readonly string[];
  /** Reads the verdict; throws when it is not valid. */
  readVerdict(verify: string, header: HeaderReader): ProxyVerdict;
  /** Whether the certificate header holds the placeholder for no certificate. */
  isEmpty(text: string): boolean;
  readCertificate(text: string): Uint8Array;
}

/** Creates the preset of a proxy that passes on its own verdict. */
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
      // The verdict and the certificate header disagree about whether there is a certificate.
      if (verdict === 'none' || isAbsent) throw malformedHeader();
      const presented = subjectHeader
        ? { subject: readSubject(text) }
        : { raw: format.readCertificate(checkSingle(text)) };
      return verdict === 'passed'
        ? { ...presented, verification: 'passed' }
        : { ...presented, verification: 'failed', failure: verdict.failure };
    },
  };
}
