import { ConfigError, parseConfig } from './config.js';
import { AgendaFileError } from './import/mistake.js';
import { createLogger } from './logger.js';
import { StoreError } from './open-store.js';
import { start, type Vendor } from './start.js';
import { welcome } from './welcome.js';

/** A store that does not let itself be closed does not keep the process. */
const stoppingMilliseconds = 12_000;

let vendor: Vendor | undefined;
let isStopping = false;

async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), stoppingMilliseconds).unref();
  // Before it serves there is nothing to finish: an import is one transaction, or none.
  await vendor?.close();
  process.exit(0);
}

process.on('SIGTERM', stop);
process.on('SIGINT', stop);

try {
  const config = parseConfig(process.env);
  const logger = createLogger(config.logLevel, (line) => process.stderr.write(line));
  vendor = await start(config, logger);
  // Without certificates it stays what ends a process whose terminal is gone.
  if (vendor.hasCertificates) process.on('SIGHUP', () => void vendor?.reload());
  console.log(welcome(vendor, Date.now()));
} catch (error) {
  console.error(explain(error));
  process.exit(1);
}

/** A sentence for what the person who started the process can correct; else the whole error. */
function explain(error: unknown): unknown {
  if (error instanceof ConfigError || error instanceof StoreError) return error.message;
  if (error instanceof AgendaFileError) {
    const { mistakes } = error;
    return [
      `The file of AGENDA_FILE is refused, ${mistakes.length} to put right:`,
      ...mistakes.map(({ path, message }) => `${path}: ${message}`),
    ].join('\n');
  }
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === 'listen' || syscall === 'getaddrinfo') {
    return `HOST and PORT cannot be listened on: ${code}.`;
  }
  return error;
}
