export type { Check } from '@sas-sos/conformance';
export type { AssociationsOutcome, SlotSearchOutcome } from './platform/vendor/vendor-client.js';
export type {
  Simulator,
  SimulatorClient,
  SimulatorOptions,
  SimulatorTls,
} from './simulator-options.js';
export { startSimulator } from './start-simulator.js';
export type { Exchange, ExchangeMessage, ExchangeSummary } from './state/exchange.js';
export type { Fault, FaultSettings, FaultTarget } from './state/fault-switches.js';
export type {
  AppointmentVersion,
  PlatformRegulator,
  PlatformState,
  RegulatorCall,
  ReportedAppointment,
  SentRegulator,
} from './state/platform-state.js';
