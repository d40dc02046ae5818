/** Why a socket is closed: codes of graphql-ws and of the WebSocket protocol itself, and one of our own. */
export const closeCodes = {
  goingAway: 1001,
  unsupported: 1003,
  cutOff: 1006,
  fault: 4500,
  forbidden: 4403,
  tooSlow: 4013,
  tryAgainLater: 1013,
} as const;

/** A reason has at most 123 bytes on the wire. */
const reasonBytes = 123;

export const noPong =
  '未应答 ping；请重连并以最后的 cursor 作 after。No pong: reconnect, resume "after" your last cursor.';
export const tooSlow = '接收过慢；请用最后的 cursor 作 after 重订。Too slow: resume "after" your last cursor.';

export const slowMessage = '消息到达得太慢；请检查网络后重连。The message came too slowly; connect again.';
export const noRoom = '服务器接收的数据已达上限；请稍后重连。No room for more messages; connect again later.';

/** As much of a sentence as a close frame can carry, cut between characters. */
export function reasonOf(sentence: string): string {
  let reason = '';
  for (const character of sentence) {
    if (Buffer.byteLength(reason + character) > reasonBytes) break;
    reason += character;
  }
  return reason;
}
