import { leftAs } from '../../../files/closed-file.js';
import { AlteredFile } from '../../../ports/altered-file.js';

/** @throws AlteredFile where the file holds other bytes than it was closed with */
export function checkUnaltered(file: string): void {
  if (leftAs(file) !== 'ALTERED') return;
  throw new AlteredFile(
    file,
    { zh: '内容与上次正常关闭时的摘要不符', en: 'its bytes are not those that it was closed with' },
    {
      zh: `其中是人员的姓名：请用备份恢复；如已知是谁改动了它，可删去 ${file}.closed 后再启动`,
      en: `It holds the names of people: restore a backup; if it is known who changed it, remove ${file}.closed and start again`,
    },
  );
}
