import { type AuditEvent, SasError } from '@sas-sos/core';
import type { FhirHandler, FhirResourceCapability } from '@sas-sos/fhir-http';

/** The effect of a method on a path. */
export interface Action {
  readonly interaction: NonNullable<AuditEvent['interaction']>;
  /** The part that answers; absent for the gateway itself. */
  readonly part?: FhirHandler;
  /** What the body of the request contains. */
  readonly body: 'none' | 'resource' | 'search-form';
}

/** A path that is served: what it is about, and the effect of each method on it. */
export interface ServedPath {
  readonly resourceType?: string;
  readonly actions: ReadonlyMap<string, Action>;
}

/** All paths that are served. */
export interface Routes {
  /**
   * Finds the path for the segments under the FHIR base.
   *
   * @throws SasError `SAS_REQUEST_NOT_FOUND` when the path is not served.
   */
  find(segments: readonly string[]): ServedPath;
}

/** Creates the paths of the parts, and `/metadata`. */
export function createRoutes(parts: readonly FhirHandler[]): Routes {
  const types = new Map<string, TypePaths>();
  for (const part of parts) {
    for (const capability of part.resources) types.set(capability.type, pathsOf(part, capability));
  }
  const metadata: ServedPath = {
    actions: whenRead({ interaction: 'capabilities', body: 'none' }),
  };

  function lookUp([first = '', second, ...rest]: readonly string[]): ServedPath | undefined {
    if (rest.length > 0) return undefined;
    if (first === 'metadata') return second === undefined ? metadata : undefined;
    const paths = types.get(first);
    if (second === undefined) return paths?.type;
    if (second === '_search') return paths?.search;
    // An operation ($…) or a history (_…) is not an id; the part refuses any other invalid id.
    return /^([_$]|$)/.test(second) ? undefined : paths?.instance;
  }

  return {
    find(segments) {
      const path = lookUp(segments);
      if (!path || path.actions.size === 0) throw new SasError('SAS_REQUEST_NOT_FOUND');
      return path;
    },
  };
}

/**
 * Finds the effect of a method on a path.
 *
 * @throws SasError `SAS_METHOD_NOT_ALLOWED` when the path does not support it.
 */
export function findAction(path: ServedPath, method: string): Action {
  const action = path.actions.get(method);
  if (action) return action;
  throw new SasError('SAS_METHOD_NOT_ALLOWED', { allow: [...path.actions.keys()] });
}

interface TypePaths {
  readonly type: ServedPath;
  readonly search: ServedPath;
  readonly instance: ServedPath;
}

function pathsOf(part: FhirHandler, capability: FhirResourceCapability): TypePaths {
  const { type: resourceType, interactions, conditionalUpdate } = capability;
  const searches = interactions.includes('search-type');
  const type = new Map<string, Action>();
  if (searches) addRead(type, { part, interaction: 'search-type', body: 'none' });
  if (interactions.includes('create')) {
    type.set('POST', { part, interaction: 'create', body: 'resource' });
  }
  if (conditionalUpdate) type.set('PUT', { part, interaction: 'update', body: 'resource' });

  const search = new Map<string, Action>();
  if (searches) search.set('POST', { part, interaction: 'search-type', body: 'search-form' });

  const instance = new Map<string, Action>();
  if (interactions.includes('read')) addRead(instance, { part, interaction: 'read', body: 'none' });
  if (interactions.includes('update')) {
    instance.set('PUT', { part, interaction: 'update', body: 'resource' });
  }
  return {
    type: { resourceType, actions: type },
    search: { resourceType, actions: search },
    instance: { resourceType, actions: instance },
  };
}

function whenRead(action: Action): Map<string, Action> {
  const actions = new Map<string, Action>();
  addRead(actions, action);
  return actions;
}

function addRead(actions: Map<string, Action>, action: Action): void {
  actions.set('GET', action).set('HEAD', action);
}
