import { readFileSync } from 'node:fs';
import { ConfigError } from './config.js';
import { withoutUrls } from './config-shown.js';

type Variables = Readonly<Record<string, string | undefined>>;

/** What holds passwords can stand in a file that only this program reads, instead of in the environment. */
const inFiles = ['EVENT_STORE', 'READ_MODEL'] as const;

/**
 * The variables with what files hold in the place of the names of these files: `EVENT_STORE_FILE=/run/secrets/events` is
 * `EVENT_STORE` with the first line of that file.
 * @throws ConfigError where a file cannot be read, or holds nothing, or the variable is given as well
 */
export function withFiles(variables: Variables): Record<string, string | undefined> {
  const read: Record<string, string | undefined> = { ...variables };
  const wrong = inFiles.flatMap((name) => {
    const file = variables[`${name}_FILE`];
    if (file === undefined) return [];
    delete read[`${name}_FILE`];
    if (variables[name] !== undefined) return [bothGiven(name)];
    const { line, why } = firstLineOf(file);
    if (line === null) return [unreadable(name, file, why)];
    read[name] = line;
    return [];
  });
  if (wrong.length > 0) throw new ConfigError(wrong);
  return read;
}

function firstLineOf(file: string): { line: string; why: null } | { line: null; why: string } {
  try {
    const [line = ''] = readFileSync(file, 'utf8').split(/\r?\n/);
    return line.trim() === '' ? { line: null, why: 'EMPTY' } : { line: line.trim(), why: null };
  } catch (error) {
    return { line: null, why: (error as NodeJS.ErrnoException).code ?? String(error) };
  }
}

function bothGiven(name: string) {
  return {
    message: `${name} 与 ${name}_FILE 不能同时设置；请只留一个。`,
    messageEn: `${name} and ${name}_FILE are both set; leave one of them.`,
  };
}

/** What the file holds is never shown: it may be a password. */
function unreadable(name: string, file: string, why: string) {
  return {
    message: `${name}_FILE=${JSON.stringify(withoutUrls(file))}：无法读取该文件，或其第一行为空（${why}）；请写出一个第一行为 ${name} 的文件。`,
    messageEn: `${name}_FILE names a file that cannot be read, or whose first line is empty (${why}); its first line has to be the value of ${name}.`,
  };
}
