export type { NodeRequest, NodeResponse } from './node-message.js';
export type { NodeHandlerOptions } from './serve-exchange.js';
export { type GuardVerdict, toNodeGuard } from './to-node-guard.js';
export { type NodeHandler, toNodeHandler } from './to-node-handler.js';
