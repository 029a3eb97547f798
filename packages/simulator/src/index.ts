export type { Check } from '@sas-sos/conformance';
export type { Exchange, ExchangeMessage, ExchangeSummary } from './exchanges/exchange.js';
export type { Fault, FaultSettings, FaultTarget } from './faults/fault-switches.js';
export type {
  Simulator,
  SimulatorClient,
  SimulatorOptions,
  SimulatorTls,
} from './simulator-options.js';
export { startSimulator } from './start-simulator.js';
export type {
  AppointmentVersion,
  PlatformRegulator,
  PlatformState,
  RegulatorCall,
  ReportedAppointment,
  SentRegulator,
} from './state/platform-state.js';
export type { AssociationsOutcome, SlotSearchOutcome } from './vendor/vendor-client.js';
