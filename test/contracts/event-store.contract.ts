import { describe } from '@jest/globals';
import { appending } from './event-store/appending.js';
import { commandsElsewhere } from './event-store/commands-elsewhere.js';
import { commands } from './event-store/commands.js';
import { ending } from './event-store/ending.js';
import { following } from './event-store/following.js';
import { issuingTogether } from './event-store/issuing-together.js';
import { leafHashes } from './event-store/leaf-hashes.js';
import { readingBeside } from './event-store/reading-beside.js';
import { reading } from './event-store/reading.js';
import type { OpenReader, OpenStore } from './event-store/stores.js';
import { useStores } from './event-store/stores.js';

interface Engine {
  /** For engines that can be read by others than the one who appends. */
  openReader?: OpenReader;
  /** Bytes that one append may have; none: the engine has no bound. */
  appendBound?: number;
  /** What the engine calls that bound, where it can be raised. */
  boundIsSetting?: string;
  /** Whether it has `findCommand`, and then refuses a command that it has seen; it does, unless said. */
  commandsAreIndexed?: boolean;
}

/**
 * What every engine of `src/ports/event-store.ts` has to hold. `open` is given a place, an empty directory at first: an
 * engine that does not live in files takes its name for something of its own, and clears that away itself.
 */
export function eventStoreContract(name: string, open: OpenStore, engine: Engine = {}): void {
  const { openReader, appendBound, boundIsSetting = null, commandsAreIndexed = true } = engine;
  describe(`an event store in ${name}`, () => {
    const stores = useStores(open);
    describe('appending', () => appending(stores, appendBound, boundIsSetting));
    describe('appending without waiting', () => issuingTogether(stores));
    describe('commands', () => (commandsAreIndexed ? commands(stores) : commandsElsewhere(stores)));
    describe('reading', () => reading(stores));
    describe('the hashes beside the bodies', () => leafHashes(stores, openReader));
    describe('following', () => following(stores));
    describe('closing and opening again', () => ending(stores));
    if (openReader !== undefined) describe('a reader beside it', () => readingBeside(stores, openReader));
  });
}
