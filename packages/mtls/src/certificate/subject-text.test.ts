import { expect, it } from 'vitest';
import { parseDistinguishedName } from './parse-distinguished-name.js';
import { toSubjectText } from './subject-text.js';

const cn = (value: string | undefined) => [{ type: '2.5.4.3', value }];

it.each([
  {
    name: 'CN, O and OU, in their order, and nothing else',
    subject: parseDistinguishedName('C=FR,O=ANS,OU=318751275100020,CN=sas-agregateur'),
    expected: 'O=ANS,OU=318751275100020,CN=sas-agregateur',
  },
  {
    name: 'all of several',
    subject: parseDistinguishedName('CN=a,OU=1,OU=2'),
    expected: 'CN=a,OU=1,OU=2',
  },
  { name: 'separators', subject: cn('a,OU=3\\'), expected: 'CN=a\\,OU\\=3\\\\' },
  { name: 'spaces at the ends', subject: cn(' a '), expected: 'CN=\\ a\\ ' },
  {
    name: 'ends of lines and control characters',
    subject: cn('a\n\u0000\u2028'),
    expected: 'CN=a\\0A\\00\\E2\\80\\A8',
  },
  { name: 'a reversed direction', subject: cn('a\u202eb'), expected: 'CN=a\\E2\\80\\AEb' },
  { name: 'a value that is not text', subject: cn(undefined), expected: 'CN=' },
  { name: 'a long value', subject: cn('a'.repeat(5000)), expected: `CN=${'a'.repeat(100)}` },
  { name: 'no such attribute', subject: [], expected: '' },
  {
    name: 'many attributes',
    subject: Array.from({ length: 100 }, () => cn('a')).flat(),
    expected: Array.from({ length: 10 }, () => 'CN=a').join(','),
  },
  {
    name: "a person's: surname and given name",
    subject: parseDistinguishedName('CN=810000000001,SN=Durand,GN=Camille'),
    expected: undefined,
  },
  {
    name: "a person's: e-mail address",
    subject: parseDistinguishedName('CN=a,EMAILADDRESS=camille@example.org'),
    expected: undefined,
  },
  {
    name: "a person's: e-mail address as CN",
    subject: cn('camille@example.org'),
    expected: undefined,
  },
  {
    name: "a person's: user",
    subject: parseDistinguishedName('CN=a,UID=camille'),
    expected: undefined,
  },
])('writes $name', ({ subject, expected }) => {
  expect(toSubjectText(subject)).toBe(expected);
});
