import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

export interface DocumentedFiles {
  /** Absolute. */
  folder: string;
  /** One more file beside those of the page. */
  write(name: string, text: string): void;
  /** What a file of the folder exports. */
  load<Module>(name: string): Promise<Module>;
  remove(): void;
}

/** Writes the files that a page prints whole, each a block with the file's name behind the language. */
export function documentedFiles(page: string): DocumentedFiles {
  // Below the root, so that the packages that the files import are found.
  const folder = resolve(mkdtempSync(join('dist', 'documented-')));
  function write(name: string, text: string): void {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const blocks = readFileSync(page, 'utf8').matchAll(/^```(?:js|json) (\S+)\n([^]*?)^```$/gm);
  for (const [, name = '', text = ''] of blocks) write(name, text);
  return {
    folder,
    write,
    load: async <Module>(name: string) => (await import(join(folder, name))) as Module,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
