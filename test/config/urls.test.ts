import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig, variablesOf } from '../../src/config.js';

const secret = 's3cret';

function refusalOf(variables: Record<string, string>): { message: string; messageEn: string } {
  try {
    readConfig(variables);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const [wrong, ...more] = error.wrong;
    if (wrong !== undefined && more.length === 0) return wrong;
  }
  throw new Error('it was not refused for one variable');
}

describe('the URL of a store', () => {
  it.each([
    [
      'EVENT_STORE',
      'kurrentdb://127.0.0.1:2113/x?tls=bogus',
      '选项 tls 须为 true 或 false',
      'the option tls must be true or false',
    ],
    ['EVENT_STORE', 'kurrentdb://127.0.0.1:2113/x?foo=1', '选项 foo 在此不可设置', 'the option foo cannot be set here'],
    ['EVENT_STORE', 'esdb://127.0.0.1:99999/x', '主机 127.0.0.1 的端口须为', 'the port of the host 127.0.0.1 must be'],
    ['EVENT_STORE', 'kurrentdb:///x', '没有写主机', 'names no host'],
    ['EVENT_STORE', 'kurrentdb://h/账本', '账本名', 'the name of the ledger'],
    ['EVENT_STORE', 'sqlite://events', '不写“//”', 'without "//"'],
    [
      'READ_MODEL',
      'mongodb://127.0.0.1:99999/x',
      '主机 127.0.0.1 的端口须为',
      'the port of the host 127.0.0.1 must be',
    ],
    ['READ_MODEL', 'mongodb://127.0.0.1/x?foo=1', '选项 foo 在此不可设置', 'the option foo cannot be set here'],
    ['READ_MODEL', 'mongodb+srv:///x', '没有写主机', 'names no host'],
    ['READ_MODEL', 'mongodb://h/a.b', '数据库名', 'the name of the database'],
  ])('%s=%s is refused with what in it is wrong, and how it is written', (name, url, zh, en) => {
    const { message, messageEn } = refusalOf({ [name]: url });
    const [scheme = ''] = url.replace('esdb', 'kurrentdb').split(':');
    expect(message).toMatch(new RegExp(`^${name}=".*${zh}.*写法为 .*${scheme.replace('+', '\\+')}:.*。$`));
    expect(messageEn).toMatch(new RegExp(`^${name}: .*${en}.*it is written .*${scheme.replace('+', '\\+')}:.*\\.$`));
  });

  it.each([
    ['EVENT_STORE', `kurrentdb://admin:${secret}@h/x?tls=bogus`],
    ['EVENT_STORE', `kurrentdb://admin:${secret}/x`],
    ['EVENT_STORE', `kurrentdb://admin:a?${secret}@h/x`],
    ['EVENT_STORE', `kurrentdb://admin:a?${secret}=@h/x`],
    ['EVENT_STORE', `kurrentdb://admin:a/${secret}@h/x`],
    ['EVENT_STORE', `kurrentdb://admin:a#${secret}@h/x`],
    ['EVENT_STORE', `kurrentdb://admin:@${secret}@h:0/x`],
    ['READ_MODEL', `mongodb://admin:${secret}@h:99999/x`],
    ['READ_MODEL', `mongodb://admin:${secret}/x`],
    ['READ_MODEL', `mongodb://admin:@${secret}@h/x`],
    ['READ_MODEL', `mongodb://admin:a/${secret}@h/x`],
    ['READ_MODEL', `mongodb://admin:a?${secret}@h/x`],
    ['READ_MODEL', `mongodb://h/x?authMechanismProperties=TOKEN:${secret}`],
    ['READ_MODEL', `mongodb://h/x?tls=${secret}`],
  ])('%s=%s is refused without showing what may be a password', (name, url) => {
    expect(JSON.stringify(refusalOf({ [name]: url }))).not.toContain(secret);
    expect(JSON.stringify(variablesOf({ [name]: url }).map(({ shown }) => shown))).not.toContain(secret);
  });

  it.each([
    ['EVENT_STORE', `kurrentdb://officer:${secret}@h/x?tls=true`, 'kurrentdb://h:2113/x?tls=true'],
    ['READ_MODEL', `mongodb://officer:${secret}@h/x?tls=true`, 'mongodb://h/x'],
  ])('%s=%s is shown without user and password', (name, url, shown) => {
    expect(variablesOf({ [name]: url })).toContainEqual({ name, value: url, shown, isSet: true });
  });
});
