export { type BodyErrorHandler, createBodyErrorHandler } from './create-body-error-handler.js';
export type { NodeHandlerOptions } from './node-bridge.js';
export type { NodeRequest, NodeResponse } from './node-message.js';
export {
  type GuardedRequest,
  type GuardVerdict,
  type NodeGuard,
  toNodeGuard,
} from './to-node-guard.js';
export { type NodeHandler, toNodeHandler } from './to-node-handler.js';
