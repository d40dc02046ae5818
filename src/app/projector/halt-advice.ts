import type { Halt } from '../../ports/read-model.js';

/** What to do about an event that the views halted before, as the end of a sentence. */
export function adviceOn({ isAltered }: Halt): { zh: string; en: string } {
  return isAltered === true
    ? {
        zh: '它自记录以来已被改动，请停止服务、另存数据并用备份恢复',
        en: 'It was altered since it was recorded: stop the server, put the data aside, and restore a backup',
      }
    : {
        zh: '请换用写入该事件的版本或更新的版本',
        en: 'Use the version that wrote it, or a newer one',
      };
}

/** That the views have halted, before what and why, and what to do. */
export function sayHalt(halt: Halt): { zh: string; en: string } {
  const { eventId, position, message } = halt;
  const { zh, en } = adviceOn(halt);
  return {
    zh: `视图停在事件 ${eventId}（位置 ${position}）之前：${message}；${zh}。`,
    en: `The projections have halted at event ${eventId} (${position}): ${message}. ${en}.`,
  };
}
