import type { BureauRules } from '../events/draft/adjustment.rules.js';
import type { StoresConfig } from './engines/stores.js';

/** Where a ledger is stored, and what the bureau's own practice decides. */
export interface LedgerConfig extends StoresConfig {
  rules: BureauRules;
}
