/** What the URLs of servers have in common: how their parts are read, and what is said where one is wrong. */

interface Sentence {
  zh: string;
  en: string;
}

/**
 * A URL of an engine's own scheme that cannot be meant. Says which part is wrong and what is right. Of the URL it shows
 * host names and the names of options at most: whatever else stands there may be a password in the wrong place.
 */
export class WrongUrl extends Error {
  override readonly name = 'WrongUrl';
  constructor(
    /** Without the full stop. */
    readonly explanation: Sentence,
  ) {
    super(explanation.en);
  }
}

export function wrongUrl(zh: string, en: string): WrongUrl {
  return new WrongUrl({ zh, en });
}

/** What the value of an option must be. */
export interface OptionForm {
  pattern: RegExp;
  mustBe: Sentence;
}

export const truth = oneOf('true', 'false');

export const anyText: OptionForm = {
  pattern: /^[^\0]+$/,
  mustBe: { zh: '须有值', en: 'must have a value' },
};

export const milliseconds: OptionForm = {
  pattern: /^[1-9]\d{0,8}$/,
  mustBe: { zh: '须为正整数（毫秒）', en: 'must be a whole number of milliseconds above 0' },
};

export const positive: OptionForm = {
  pattern: milliseconds.pattern,
  mustBe: { zh: '须为正整数', en: 'must be a whole number above 0' },
};

export const wholeNumber: OptionForm = {
  pattern: /^\d{1,9}$/,
  mustBe: { zh: '须为非负整数', en: 'must be a whole number' },
};

export function oneOf(...words: string[]): OptionForm {
  return {
    pattern: new RegExp(`^(${words.join('|')})$`),
    mustBe: { zh: `须为 ${words.join(' 或 ')}`, en: `must be ${words.join(' or ')}` },
  };
}

/** @returns the values by the names in `allowed`, whatever the case they were written in @throws WrongUrl */
export function readOptions(query: string, allowed: Readonly<Record<string, OptionForm>>): Record<string, string> {
  const options: Record<string, string> = {};
  for (const pair of query.split('&').filter((each) => each !== '')) {
    const [given = ''] = pair.split('=');
    const [name, form] = entryOf(allowed, given);
    if (name in options) throw wrongUrl(`选项 ${name} 写了不止一次`, `the option ${name} is given more than once`);
    const value = decodeOrNull(pair.slice(given.length + 1));
    if (value === null || !form.pattern.test(value))
      throw wrongUrl(`选项 ${name} ${form.mustBe.zh}`, `the option ${name} ${form.mustBe.en}`);
    options[name] = value;
  }
  return options;
}

function entryOf(allowed: Readonly<Record<string, OptionForm>>, given: string): [string, OptionForm] {
  const found = Object.entries(allowed).find(([name]) => name.toLowerCase() === given.toLowerCase());
  if (found !== undefined) return found;
  const named = /^[A-Za-z]{1,40}$/.test(given) ? given : null;
  const names = Object.keys(allowed);
  throw wrongUrl(
    `${named === null ? '其中一个选项' : `选项 ${named} `}在此不可设置；可设置的有 ${names.join('、')}`,
    `the option ${named ?? 'behind one "&" or "?"'} cannot be set here; those that can are ${names.join(', ')}`,
  );
}

/** @param name what a host's name or address is @param note what else there is to say of one that is none @throws WrongUrl */
export function readHosts(authority: string, name: RegExp, note: Sentence): { name: string; port: number | null }[] {
  if (authority === '') throw wrongUrl('没有写主机', 'it names no host');
  return authority.split(',').map((text, at) => {
    const [, host = '', port] = /^(.*?)(?::([^:\]]*))?$/s.exec(text) ?? [];
    if (!name.test(host)) throw wrongUrl(`第 ${at + 1} 个主机${note.zh}`, `host number ${at + 1} ${note.en}`);
    if (port === undefined) return { name: host, port: null };
    if (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)
      return { name: host, port: Number(port) };
    throw wrongUrl(
      `主机 ${host} 的端口须为 1 到 65535 的整数`,
      `the port of the host ${host} must be an integer from 1 to 65535`,
    );
  });
}

/** What stands before the `@`, read as a URL has it. @throws WrongUrl */
export function readUserInfo(userInfo: string): { username: string; password: string } {
  const [, name = '', secret = ''] = /^([^:]*):?(.*)$/s.exec(userInfo) ?? [];
  const username = decodeOrNull(name);
  const password = decodeOrNull(secret);
  if (username === null || password === null) throw notEncoded();
  if (username === '') throw wrongUrl('“@”前没有用户名', 'there is no user before the "@"');
  return { username, password };
}

/** Of a URL that falls apart: most often a password that was put in as it is. */
export function notEncoded(): WrongUrl {
  return wrongUrl(
    '无法读懂；用户名、密码和选项值中的 : / ? # [ ] @ % 须按 URL 编码（如 @ 写作 %40）',
    'it cannot be read; in a user name, a password and values of options : / ? # [ ] @ % are encoded as in any URL (@ as %40)',
  );
}

/** null: a `%` in it begins no character. */
export function decodeOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Whether what is sent to the host stays on this machine. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?|%2f.*\.sock)$/i.test(host);
}

/** What `doctor` reminds of where a password is given for a server elsewhere, and no TLS. @param variable whose URL it is */
export function unencrypted(variable: string): Sentence {
  return {
    zh: `${variable} 写有密码，却没有使用 TLS，而服务器不在本机：经过网络的一切未加密，途中可被读取、改动；请启用 TLS（tls=true）`,
    en: `${variable} has a password, no TLS, and a server that is not on this machine: all that goes over the network can be read and changed on its way; turn TLS on (tls=true)`,
  };
}
