export { createGateway, type Gateway } from './create-gateway.js';
export type { GatewayLimits, GatewayOptions } from './gateway-options.js';
