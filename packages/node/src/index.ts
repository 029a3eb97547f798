export type { NodeRequest, NodeResponse } from './node-message.js';
export {
  type NodeHandler,
  type NodeHandlerOptions,
  toNodeHandler,
} from './to-node-handler.js';
