import { createHash } from 'node:crypto';

/** Makes one id after the other. */
export type NewId = () => string;

/**
 * The ids of what a command makes, in the order in which it is made. They follow from the command's id alone: whoever
 * plans the same command again, in this process or in another, makes the same drafts, seals and rows, so that a draft
 * opened by both has one stream, and only one of them begins it.
 *
 * UUIDs of version 8 (RFC 9562): 60 bits of the command, 16 that count, 46 of a hash of both. The first 60 are those of a
 * command's id that is a UUIDv7, its time in front: ids then stand in indexes in the order in which things were made, as
 * UUIDv7s do.
 */
export function idsOfCommand(commandId: string): NewId {
  const prefix = prefixOf(commandId);
  let made = 0;
  return () => {
    made += 1;
    const count = (made % 0x10000).toString(16).padStart(4, '0');
    const hash = sha256(`${commandId} ${made}`);
    // The two bits of the variant, then two of the hash.
    const variant = (8 + (parseInt(hash.charAt(0), 16) % 4)).toString(16);
    const digits = `${prefix.slice(0, 12)}8${prefix.slice(12)}${variant}${count}${hash.slice(1, 12)}`;
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  };
}

/** 15 hexadecimal digits: time and sequence of a UUIDv7, of any other id a hash. */
function prefixOf(commandId: string): string {
  const [, time, low, sequence] = /^([0-9a-f]{8})-([0-9a-f]{4})-7([0-9a-f]{3})-/i.exec(commandId) ?? [];
  if (time === undefined) return sha256(commandId).slice(0, 15);
  return `${time}${low}${sequence}`.toLowerCase();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
