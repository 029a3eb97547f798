import type { AddressInfo } from 'node:net';
import { ConfigError, parseConfig } from './config.js';
import { AgendaFileError } from './import/mistake.js';
import { createLogger } from './logger.js';
import { StoreError } from './open-store.js';
import { start, type Vendor } from './start.js';
import { welcome } from './welcome.js';

/** The process ends after this time even if the store cannot be closed. */
const stoppingMilliseconds = 12_000;

let vendor: Vendor | undefined;
let isStopping = false;

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), stoppingMilliseconds).unref();
  // Before it serves there is nothing to finish: an import is a single transaction.
  await vendor?.close();
  process.exit(0);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);

try {
  const config = parseConfig(process.env);
  const logger = createLogger(config.logLevel, (line) => process.stderr.write(line));
  vendor = await start(config, logger);
  // Without certificates SIGHUP keeps its default: it ends a process whose terminal is gone.
  if (vendor.hasCertificates) process.on('SIGHUP', () => void vendor?.reload());
  console.log(welcome(vendor, Date.now()));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** A sentence for mistakes that the person who started the process can fix; else the error. */
function explain(error: unknown): unknown {
  if (error instanceof ConfigError || error instanceof StoreError) return error.message;
  if (error instanceof AgendaFileError) {
    const { mistakes } = error;
    return [
      `The file of AGENDA_FILE is refused, ${mistakes.length} to fix:`,
      ...mistakes.map(({ path, message }) => `${path}: ${message}`),
    ].join('\n');
  }
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    const { address, port } = error as NodeJS.ErrnoException & Partial<AddressInfo>;
    const why = code === 'EADDRINUSE' ? 'something else listens there; set PORT to another' : code;
    const where = port === undefined ? '' : ` (${address}:${port})`;
    return `Cannot listen on HOST and PORT${where}: ${why}.`;
  }
  return error;
}
