/**
 * A folder that this process cannot write to: the operating system forbids it, or it is no folder. Told whole by its own
 * members, which is what is left of an error that comes out of a thread.
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
    super(
      isFile
        ? `${location} 不能作为目录（${why}）：该处或其上级是一个文件；请移走它，或用 --data（DATA_DIR）另选目录。`
        : `无权写入 ${location}（${why}）；请为运行本程序的用户授予对它及其所在目录的读写权限，或用 --data（DATA_DIR）另选目录。`,
    );
    this.code = isFile ? 'NOT_A_FOLDER' : 'NO_PERMISSION';
    this.messageEn = isFile
      ? `${location} cannot be a folder (${why}): it, or what is above it, is a file; move that away, or name another folder with --data (DATA_DIR).`
      : `${location} may not be written (${why}); grant the user of this program permission to read and write it and the folder it is in, or name another folder with --data (DATA_DIR).`;
  }
}
