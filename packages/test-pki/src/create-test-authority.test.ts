import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTestAuthority } from './create-test-authority.js';

const start = Date.UTC(2026, 0, 1);
const period = { from: start, to: start + 86_400_000 };
const root = createTestAuthority({ commonName: 'root', period });

describe('a test authority', () => {
  it('issues certificates for clients, servers and subordinate authorities', () => {
    const below = root.issueAuthority({ commonName: 'below', period, pathLength: 0 });
    const subject = [['CN', 'a']] as const;
    const client = below.issue({ subject, period, usage: 'client' });
    const server = below.issue({ subject, period, usage: 'server', hosts: ['a.example', '::1'] });
    const read = ({ cert }: { readonly cert: string }) => new X509Certificate(cert);
    expect(read(root).checkIssued(read(root))).toBe(true);
    expect(read(below).verify(read(root).publicKey)).toBe(true);
    expect(read(below).ca).toBe(true);
    expect(read(client).verify(read(below).publicKey)).toBe(true);
    expect(read(client).keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
    expect(read(client).serialNumber.toLowerCase()).toBe(
      Buffer.from(client.serial).toString('hex'),
    );
    expect(read(server).subjectAltName).toBe('DNS:a.example, IP Address:0:0:0:0:0:0:0:1');
    expect(new Date(read(client).validTo).getTime()).toBe(period.to);
  });

  it('writes an extension given by a test unchanged', () => {
    const value = Buffer.from('not DER');
    const extensions = [{ type: '1.2.250.1.71.4.2.5', value, isCritical: true }];
    const { cert } = root.issue({ subject: [['CN', 'a']], period, usage: 'client', extensions });
    expect(new X509Certificate(cert).raw.includes(value)).toBe(true);
  });
});
