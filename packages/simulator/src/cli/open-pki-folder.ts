import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Certificates } from '@sas-sos/conformance';
import { type Clock, SasError } from '@sas-sos/core';
import { createTrustStore } from '@sas-sos/mtls';
import { createTestPki, type TestSubject, writePkiFolder } from '@sas-sos/test-pki';
import type { SimulatorTls } from '../simulator-options.js';

/** The certificates of a folder. */
interface PkiFolder {
  readonly tls: SimulatorTls;
  /** CN and OU of the certificate that is presented to the vendor. */
  readonly platform: TestSubject;
  /** Callers that the vendor has to refuse, for the page « Certification »; those that are there. */
  readonly wrong: Pick<Certificates, 'wrongCommonName' | 'wrongOrganizationalUnit' | 'revoked'>;
  /** Whether the folder was just written. */
  readonly isNew: boolean;
}

/** The specified parts of a subject. */
type NamedSubject = { readonly [Name in keyof TestSubject]: string | undefined };

/**
 * Reads the folder that `sas-sos-pki` writes; creates a throw-away PKI in one without certificates.
 *
 * @param vendor - CN and OU of the vendor's certificate; missing ones are read from `vendor.pem`
 * @throws SasError `SAS_OPTION_INVALID` when a file is missing or unreadable, or a revocation list
 *   has expired.
 */
export async function openPkiFolder(
  folder: string,
  vendor: NamedSubject,
  clock: Clock,
): Promise<PkiFolder> {
  const isNew = await writeWhereNone(folder, vendor, clock);
  const read = (name: string) => readPem(folder, name);
  const pair = async (name: string) => ({
    cert: await read(`${name}.pem`),
    key: await read(`${name}-key.pem`),
  });
  const ca = await read('ca.pem');
  const crl = await read('ca-crl.pem');
  checkDates(ca, crl, clock);
  const client = await pair('platform');
  const { commonName, organizationalUnit } = vendor;
  const isSaid = commonName !== undefined && organizationalUnit !== undefined;
  const own = isSaid ? undefined : readSubject(await read('vendor.pem'), 'vendor.pem');
  const tls = {
    server: await pair('server'),
    client,
    ca,
    crl,
    vendor: {
      commonName: commonName ?? own?.commonName ?? '',
      organizationalUnit: organizationalUnit ?? own?.organizationalUnit ?? '',
    },
  };
  const ifThere = (name: string) => pair(name).catch(() => undefined);
  const wrong = {
    wrongCommonName: await ifThere('wrong-common-name'),
    wrongOrganizationalUnit: await ifThere('wrong-organizational-unit'),
    revoked: await ifThere('wrong-revoked'),
  };
  return { tls, platform: readSubject(client.cert, 'platform.pem'), wrong, isNew };
}

async function writeWhereNone(
  folder: string,
  { commonName = 'vendor-test', organizationalUnit = '300000000000001' }: NamedSubject,
  clock: Clock,
): Promise<boolean> {
  const isThere = await readFile(join(folder, 'ca.pem')).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  if (isThere) return false;
  const pki = createTestPki({ vendor: { commonName, organizationalUnit }, clock });
  let result: Awaited<ReturnType<typeof writePkiFolder>>;
  try {
    result = await writePkiFolder(folder, pki, { force: false });
  } catch (error) {
    throw SasError.ofOption('tls', `the folder cannot be written (${codeOf(error)}).`);
  }
  if ('written' in result) return true;
  throw SasError.ofOption('tls', `ca.pem is missing, but ${result.existing[0]} exists.`);
}

async function readPem(folder: string, name: string): Promise<string> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (error) {
    throw SasError.ofOption('tls', `${name} cannot be read (${codeOf(error)}).`);
  }
}

function checkDates(ca: string, crl: string, clock: Clock): void {
  const { revocationLists } = createTrustStore({ ca, crl });
  const isStale = revocationLists.some(({ nextUpdate }) => nextUpdate <= clock.now());
  if (!isStale) return;
  const rule =
    'the revocation lists are past their date; remove the folder to have it written anew.';
  throw SasError.ofOption('tls', rule);
}

function readSubject(pem: string, name: string): TestSubject {
  let subject: { readonly CN?: unknown; readonly OU?: unknown } = {};
  try {
    subject = new X509Certificate(pem).toLegacyObject().subject;
  } catch {
    // Reported below.
  }
  const { CN, OU } = subject;
  if (typeof CN === 'string' && typeof OU === 'string') {
    return { commonName: CN, organizationalUnit: OU };
  }
  throw SasError.ofOption('tls', `${name} is not a certificate with one CN and one OU.`);
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'unknown';
}
