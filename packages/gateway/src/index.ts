export { createFhirAuditTrail, type FhirAuditTrailOptions } from './create-fhir-audit-trail.js';
export { createGateway, type Gateway } from './create-gateway.js';
export type { GatewayLimits, GatewayOptions } from './gateway-options.js';
