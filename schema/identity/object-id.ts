import type { Position } from '../../events/position.js';

/** An object as it was read: which one, in which draft, and at which point. */
export interface ObjectId {
  /** Its permanent id. */
  entityId: string;
  /** The draft whose table it was read in; null: the budget's own. */
  draftId: string | null;
  /** null: it is live, as it is now whenever it is asked for. */
  position: Position | null;
}

/**
 * The id of an object. What is live in the budget itself has its permanent id. Anything else has a short text that clients
 * take as it is: the row, the draft, the point, and a check by which one that was cut or altered is known for what it is.
 * Positions are of letters that need no escape, whatever the engine.
 */
export function writeObjectId({ entityId, draftId, position }: ObjectId): string {
  if (draftId === null && position === null) return entityId;
  const [uuid = '', version] = entityId.split(':');
  let text = shortened(uuid);
  if (version !== undefined) text += `:${version}`;
  if (draftId !== null) text += `~${shortened(draftId)}`;
  if (position !== null) text += `@${position}`;
  return `${text}.${check(text)}`;
}

const uuidForm = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const permanentForm = new RegExp(`^${uuidForm}(?::v?(?:0|[1-9]\\d{0,8}))?$`);
const pointForm = /^([\w-]{22})(:v\d{1,9})?(?:~([\w-]{22}))?(?:@([\w-]{1,100}))?\.[\w-]{6}$/;

/** null: it is no id, or not the one text that is given for its object. */
export function readObjectId(text: string): ObjectId | null {
  if (permanentForm.test(text)) return { entityId: text, draftId: null, position: null };
  const [, row, version = '', draft, position] = pointForm.exec(text) ?? [];
  if (row === undefined) return null;
  const read: ObjectId = {
    entityId: lengthened(row) + version,
    draftId: draft === undefined ? null : lengthened(draft),
    position: position === undefined ? null : (position as Position),
  };
  return writeObjectId(read) === text ? read : null;
}

/** Whether the object is as it was at a point, and so never changes. */
export function isAtPoint(text: string): boolean {
  return (readObjectId(text)?.position ?? null) !== null;
}

/** A UUID in 22 characters instead of 36. */
function shortened(uuid: string): string {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');
}

function lengthened(short: string): string {
  const digits = Buffer.from(short, 'base64url').toString('hex');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** FNV-1a in 32 bits: one character changed always gives another; it keeps out mistakes, and nobody who means it. */
function check(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(hash | 0);
  return bytes.toString('base64url');
}
