import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import type { Config } from '../../config.js';
import { ConfigError, readConfig, variablesOf } from '../../config.js';
import { foldersOf } from '../../engines/stores.js';
import type { Finding } from './finding.js';
import { findingsOf } from './finding.js';

const node = findingsOf('Node.js');

/** @param wanted as `engines` in package.json has it: ">=20.20" */
export function examineNode(found: string, wanted: string): Finding {
  const numbers = (text: string) =>
    text
      .replace(/^[^\d]*/, '')
      .split('.')
      .map(Number);
  const [major = 0, minor = 0] = numbers(found);
  const [least = 0, leastMinor = 0] = numbers(wanted);
  if (major > least || (major === least && minor >= leastMinor)) return node.ok(found, found);
  return node.problem(`${found}：需要 ${wanted}；请升级 Node.js。`, `${found}: ${wanted} is needed; upgrade Node.js.`);
}

const configuration = findingsOf('配置');

/** Each variable with its value and where that comes from, then what is wrong. @param given the data folder of `--data` */
export function examineConfiguration(
  variables: Readonly<Record<string, string | undefined>>,
  given: string | undefined,
): Finding[] {
  const known = variablesOf(variables).map(({ name, shown, isSet }) => {
    const [zh, en] =
      name === 'DATA_DIR' && given !== undefined
        ? ['--data', '--data']
        : isSet
          ? ['环境变量', 'environment']
          : ['缺省', 'default'];
    return configuration.ok(`${name}=${shown}（${zh}）`, `${name}=${shown} (${en})`);
  });
  try {
    readConfig(variables);
    return known;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [...known, ...error.wrong.map(({ message, messageEn }) => configuration.problem(message, messageEn))];
  }
}

const folders = findingsOf('目录');

export async function examineFolders(config: Config): Promise<Finding[]> {
  const checks: Finding[] = [];
  for (const folder of foldersOf(config)) {
    const isThere = (await stat(folder).catch(() => null)) !== null;
    if (!isThere) {
      checks.push(
        folders.warning(
          `${folder} 还不存在；首次启动或导入时建立。`,
          `${folder} is not there yet; the first start or import makes it.`,
        ),
      );
    } else if (await may(folder, constants.R_OK | constants.W_OK | constants.X_OK)) {
      checks.push(folders.ok(`${folder} 可读写`, `${folder} can be read and written`));
    } else if (await may(folder, constants.R_OK | constants.X_OK)) {
      checks.push(
        folders.warning(
          `${folder} 不可写：可以查询，服务与导入不行；请授予写权限。`,
          `${folder} cannot be written: questions can be asked, serving and importing cannot; grant permission to write.`,
        ),
      );
    } else {
      checks.push(
        folders.problem(
          `${folder} 不可读；请授予读写权限。`,
          `${folder} cannot be read; grant permission to read and write.`,
        ),
      );
    }
  }
  return checks;
}

async function may(folder: string, mode: number): Promise<boolean> {
  return access(folder, mode).then(
    () => true,
    () => false,
  );
}

const disk = findingsOf('磁盘');
const scarce = 100 * 1024 ** 2;
const low = 1024 ** 3;

/** @param folder that is there */
export async function examineDisk(folder: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const told = `${describeSize(free)}`;
  if (free < scarce)
    return disk.problem(
      `只剩 ${told}；磁盘满时无法保存，请尽快腾出空间。`,
      `Only ${told} are left; nothing is saved on a full disk: make room now.`,
    );
  if (free < low)
    return disk.warning(
      `剩余 ${told}；请留意，重建视图需要与现有视图相当的空间。`,
      `${told} are left; a rebuild takes as much again as the views.`,
    );
  return disk.ok(`剩余 ${told}`, `${told} free`);
}

export function describeSize(bytes: number): string {
  const [unit, size] =
    bytes >= 1024 ** 3 ? ['GiB', 1024 ** 3] : bytes >= 1024 ** 2 ? ['MiB', 1024 ** 2] : ['KiB', 1024];
  return `${(bytes / size).toFixed(1)} ${unit}`;
}
