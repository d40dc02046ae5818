import { openKurrentEventReader, openKurrentEventStore } from '../../../src/adapters/event-store/kurrent/index.js';
import { eventStoreContract } from '../../contracts/event-store.contract.js';
import { useKurrentLedgers } from '../../support/engines/kurrent-ledgers.js';

const { ledgerOf } = useKurrentLedgers();

eventStoreContract('KurrentDB', (folder) => openKurrentEventStore(ledgerOf(folder)), {
  openReader: (folder) => openKurrentEventReader(ledgerOf(folder)),
  appendBound: 1024 * 1024,
  boundIsSetting: 'MaxAppendSize',
  commandsAreIndexed: false,
});
