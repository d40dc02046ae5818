import { describe, expect, it } from '@jest/globals';
import { v7 } from 'uuid';
import { idsOfCommand } from '../../events/ids-of-command.js';

function first(count: number, commandId: string): string[] {
  const newId = idsOfCommand(commandId);
  return Array.from({ length: count }, newId);
}

describe('the ids of what a command makes', () => {
  it('are the same ones whoever plans the command, in the same order', () => {
    for (const commandId of [v7(), 'a-client’s-own', '0b8d6a53-7c1f-5a52-9a64-5f0c1d3f9e27'])
      expect(first(50, commandId)).toEqual(first(50, commandId));
  });

  it('are UUIDs of version 8, each another, also where there are more of them than are counted', () => {
    const ids = first(70_000, 'import');
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids.slice(0, 1_000))
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('are others for another command, also for one of the same millisecond', () => {
    const commandIds = Array.from({ length: 200 }, () => v7());
    const ids = commandIds.flatMap((commandId) => first(20, commandId));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('stand in the order in which commands with a UUIDv7 were given', () => {
    const commandIds = Array.from({ length: 200 }, () => v7());
    const firsts = commandIds.map((commandId) => first(1, commandId)[0]?.slice(0, 18));
    expect([...firsts].sort()).toEqual(firsts);
  });
});
