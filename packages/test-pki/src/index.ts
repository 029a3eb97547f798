// A whole PKI, and the folder that it is written to.

// A single authority, to build other chains.
export {
  createTestAuthority,
  type TestAuthority,
  type TestAuthorityRequest,
  type TestIssueRequest,
  type TestRevocationListRequest,
} from './create-test-authority.js';
export { createTestPki } from './create-test-pki.js';
export type { IssuedCertificate, TestPeriod } from './issue-certificate.js';
export type { TestExtension } from './test-extension.js';
export type {
  TestCertificate,
  TestClientRequest,
  TestCrlRequest,
  TestPki,
  TestPkiOptions,
  TestSubject,
  WrongCertificates,
} from './test-pki.js';
export type { TestSubjectAttributes } from './to-name.js';
export {
  type FilesInTheWay,
  type FilesWritten,
  type PkiFolderOptions,
  writePkiFolder,
} from './write-pki-folder.js';
