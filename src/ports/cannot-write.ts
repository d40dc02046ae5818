/**
 * A folder that this process cannot write to: the operating system forbids it, its disk is read-only, or it is no folder.
 * Told whole by its own members, which is what is left of an error that comes out of a thread.
 */
export class CannotWrite extends Error {
  override readonly name = 'CannotWrite';
  readonly code: 'NO_PERMISSION' | 'NOT_A_FOLDER';
  readonly messageEn: string;
  constructor(
    /** The folder, or the file in it, that cannot be written. */
    readonly location: string,
    /** In the words of the operating system: EACCES. */
    readonly why: string,
  ) {
    const isFile = why === 'ENOTDIR' || why === 'EEXIST';
    const { zh, en } = isFile ? noFolder : why === 'ENOENT' ? noPlace : why === 'EROFS' ? readOnlyDisk : notAllowed;
    super(`${zh(location, why)}，或用 --data（DATA_DIR）另选目录。`);
    this.code = isFile || why === 'ENOENT' ? 'NOT_A_FOLDER' : 'NO_PERMISSION';
    this.messageEn = `${en(location, why)}, or name another folder with --data (DATA_DIR).`;
  }
}

/** What the operating system answers where nothing is wrong but the place. */
const ofThePlace = /^(EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EEXIST)$/;

/** An error of the operating system as one of the place, if it is; else as it came. @param folder that was to be written */
export function asCannotWrite(error: unknown, folder: string): unknown {
  const { code = '', path = folder } = error as NodeJS.ErrnoException;
  return ofThePlace.test(code) ? new CannotWrite(path, code) : error;
}

type Say = (location: string, why: string) => string;

const noFolder: { zh: Say; en: Say } = {
  zh: (location, why) => `${location} 不能作为目录（${why}）：该处或其上级是一个文件；请移走它`,
  en: (location, why) => `${location} cannot be a folder (${why}): it, or what is above it, is a file; move that away`,
};

const noPlace: { zh: Say; en: Say } = {
  zh: (location, why) => `无法建立目录 ${location}（${why}）：该处不能建立目录`,
  en: (location, why) => `The folder ${location} cannot be made (${why}): nothing can be made there`,
};

const readOnlyDisk: { zh: Say; en: Say } = {
  zh: (location, why) => `${location} 所在的磁盘是只读的（${why}）；请以可写方式挂载它`,
  en: (location, why) => `${location} is on a disk that is read-only (${why}); mount it so that it can be written`,
};

const notAllowed: { zh: Say; en: Say } = {
  zh: (location, why) => `无权写入 ${location}（${why}）；请为运行本程序的用户授予对它及其所在目录的读写权限`,
  en: (location, why) =>
    `${location} may not be written (${why}); grant the user of this program permission to read and write it and the folder it is in`,
};
