export { countKurrentEvents, inspectKurrentEventStore } from './inspect.js';
export { openKurrentEventReader } from './reader.js';
export { openKurrentEventStore } from './store.js';
export type { KurrentLocation } from './url.js';
export { kurrentSchemes, parseKurrentUrl, shownUrl } from './url.js';
