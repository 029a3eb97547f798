import { type HandlerContext, isSasError, SasError } from '@sas-sos/core';
import { type FhirTarget, type ReadableRequest, resolveFhirTarget } from '@sas-sos/fhir-http';
import type { Routes, ServedPath } from './route.js';

/** A request, as far as its path is concerned. */
type LocatedRequest = Pick<ReadableRequest, 'url' | 'parsedUrl'>;

/** A request that is served: its target, and what its path is about. */
export interface FoundPath {
  readonly target: FhirTarget;
  readonly path: ServedPath;
}

/**
 * Creates a function that finds the path of a request.
 *
 * A host that gives no mount path, and leaves it in the URL, is served under the path of `baseUrl`.
 * Any other prefix is refused with a hint for the developer: a 404 alone does not say whether the
 * resource type or the mount path is wrong.
 */
export function createFindPath({
  routes,
  baseUrl,
}: {
  readonly routes: Routes;
  readonly baseUrl: string | undefined;
}): (request: LocatedRequest, context: HandlerContext) => FoundPath {
  const publicPath = baseUrl === undefined ? '' : new URL(baseUrl).pathname.replace(/\/$/, '');

  const resolve = (request: LocatedRequest, context: HandlerContext): FoundPath => {
    const target = resolveFhirTarget(request, context);
    return { target, path: routes.find(target.segments) };
  };

  const tryResolve = (request: LocatedRequest, context: HandlerContext): FoundPath | undefined => {
    try {
      return resolve(request, context);
    } catch {
      return undefined;
    }
  };

  return (request, context) => {
    try {
      return resolve(request, context);
    } catch (error) {
      if (!isSasError(error) || error.code !== 'SAS_REQUEST_NOT_FOUND') throw error;
      const { basePath, baseUrl: mountedUrl } = context;
      const found =
        basePath || publicPath === ''
          ? undefined
          : tryResolve(request, { basePath: publicPath, baseUrl: mountedUrl });
      if (found) return found;
      const prefix = findPrefix(request.url, (url, base) =>
        Boolean(tryResolve({ url }, { basePath: base })),
      );
      throw prefix === undefined || prefix === basePath
        ? error
        : new SasError('SAS_REQUEST_NOT_FOUND', { hint: toHint(basePath, publicPath) });
    }
  };
}

/**
 * Finds what stands before a path that is served, or `undefined` if the path does not end like one.
 * A resource type starts with a capital: a prefix with one is not a mount path.
 */
function findPrefix(
  url: string,
  isServed: (url: string, basePath: string) => boolean,
): string | undefined {
  const { origin, pathname } = new URL(url);
  const segments = pathname.split('/').slice(1);
  for (const count of [1, 2]) {
    const before = segments.slice(0, -count);
    if (segments.length < count || before.some((segment) => !/^[a-z\d]/.test(segment))) continue;
    const prefix = before.map((segment) => `/${segment}`).join('');
    if (isServed(origin + pathname, prefix)) return prefix;
  }
  return undefined;
}

function toHint(basePath: string | undefined, publicPath: string): string {
  if (basePath) {
    return 'the path is one that is served, under another prefix than the basePath that the host gave: mount path and basePath must be the same';
  }
  const example = publicPath === '' ? '/fhir' : publicPath;
  return `the path is one that is served, under a prefix, and the host gave no basePath: give { basePath: '${example}' }, or the path at which it is mounted`;
}
