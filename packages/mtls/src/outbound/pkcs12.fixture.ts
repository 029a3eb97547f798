import {
  createHash,
  createHmac,
  createPrivateKey,
  randomBytes,
  X509Certificate,
} from 'node:crypto';
import type { TestCertificate } from '@sas-sos/test-pki';

// Object identifiers, DER.
const data = Buffer.from('06092a864886f70d010701', 'hex');
const shroudedKeyBag = Buffer.from('060b2a864886f70d010c0a0102', 'hex');
const certificateBag = Buffer.from('060b2a864886f70d010c0a0103', 'hex');
const x509Certificate = Buffer.from('060a2a864886f70d01091601', 'hex');
const localKeyId = Buffer.from('06092a864886f70d010915', 'hex');
const sha256 = Buffer.from('300d06096086480165030402010500', 'hex');

/** Encodes a certificate and its key as PKCS#12, the form in which authorities deliver them. */
export function toPkcs12({ cert, key }: TestCertificate, passphrase: string): Buffer {
  const shrouded = createPrivateKey(key).export({
    type: 'pkcs8',
    format: 'der',
    cipher: 'aes-256-cbc',
    passphrase,
  });
  const identifier = element(0x31, sequence(localKeyId, element(0x31, octets(Buffer.from([1])))));
  const certificates = cert.split(/(?=-----BEGIN)/).map((pem, index) => {
    const value = sequence(x509Certificate, element(0xa0, octets(new X509Certificate(pem).raw)));
    return index === 0
      ? sequence(certificateBag, element(0xa0, value), identifier)
      : sequence(certificateBag, element(0xa0, value));
  });
  const contents = sequence(
    sequence(shroudedKeyBag, element(0xa0, shrouded), identifier),
    ...certificates,
  );
  const safe = sequence(sequence(data, element(0xa0, octets(contents))));
  const salt = randomBytes(8);
  const mac = createHmac('sha256', deriveMacKey(passphrase, salt)).update(safe).digest();
  return sequence(
    element(0x02, Buffer.from([3])),
    sequence(data, element(0xa0, octets(safe))),
    sequence(sequence(sha256, octets(mac)), octets(salt), element(0x02, Buffer.from([1]))),
  );
}

/** RFC 7292, appendix B.2, for SHA-256 and one iteration. */
function deriveMacKey(passphrase: string, salt: Buffer): Buffer {
  const text = Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
  const fill = (bytes: Buffer) => Buffer.alloc(Math.ceil(bytes.length / 64) * 64, bytes);
  return createHash('sha256')
    .update(Buffer.concat([Buffer.alloc(64, 3), fill(salt), fill(text)]))
    .digest();
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

function octets(content: Buffer): Buffer {
  return element(0x04, content);
}

function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = Buffer.from([tag, 0x82, length >> 8, length & 0xff]);
  return Buffer.concat([size, content]);
}
